package dev.evergreen.infra.demo;

import dev.evergreen.ingest.pipeline.Retrain;
import java.util.ArrayList;
import java.util.Locale;

/** When a pipeline retrains, in words. */
final class RetrainText {
    private RetrainText() {}

    static String of(Retrain retrain) {
        var triggers = new ArrayList<String>();
        retrain.everyRows().ifPresent(rows -> triggers.add(String.format(Locale.ROOT, "every %,d rows", rows)));
        retrain.every().ifPresent(every -> triggers.add("every " + every.toSeconds() + " s"));
        if (retrain.onDrift()) {
            triggers.add("on drift");
        }
        return triggers.isEmpty()
                ? String.format(Locale.ROOT, "once, at row %,d", retrain.minRows())
                : String.join(" and ", triggers);
    }
}
