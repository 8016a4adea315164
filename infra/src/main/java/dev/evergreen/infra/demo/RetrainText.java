package dev.evergreen.infra.demo;

import dev.evergreen.ingest.pipeline.DriftDetection.Detector;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.Locale;
import java.util.stream.Collectors;

/** When a pipeline retrains, in words. */
final class RetrainText {
    private RetrainText() {}

    static String of(Pipeline pipeline) {
        var retrain = pipeline.retrain();
        var triggers = new ArrayList<String>();
        retrain.everyRows().ifPresent(rows -> triggers.add(String.format(Locale.ROOT, "every %,d rows", rows)));
        retrain.every().ifPresent(every -> triggers.add("every " + every.toSeconds() + " s"));
        if (retrain.onDrift() && !pipeline.drift().triggers().isEmpty()) {
            triggers.add("on drift ("
                    + pipeline.drift().triggers().stream().map(Detector::key).collect(Collectors.joining(", ")) + ")");
        }
        return triggers.isEmpty()
                ? String.format(Locale.ROOT, "once, at row %,d", retrain.minRows())
                : String.join(" and ", triggers);
    }
}
