package dev.evergreen.infra.cli;

import dev.evergreen.ingest.event.LabelDelays;
import dev.evergreen.ingest.event.WindowInfo;
import dev.evergreen.ingest.pipeline.Embargo;
import java.time.Duration;

/** For people: which rows before a fold were left out, and how late labels came. */
public final class EmbargoText {
    private EmbargoText() {}

    public static String of(Embargo embargo, WindowInfo window) {
        return switch (embargo) {
            case Embargo.Auto auto ->
                auto + window.labelDelays().map(EmbargoText::of).orElse("");
            case Embargo.Fixed(Duration duration) -> ProgressLine.spell(duration);
        };
    }

    private static String of(LabelDelays delays) {
        return delays.maxS() == 0
                ? " (every label was known at once)"
                : " (of the labels half came within %s, 95 %% within %s, all within %s)"
                        .formatted(spell(delays.medianS()), spell(delays.p95S()), spell(delays.maxS()));
    }

    private static String spell(double seconds) {
        return ProgressLine.spell(Duration.ofMillis(Math.round(seconds * 1e3)));
    }
}
