package dev.evergreen.evaluator.drift;

import dev.evergreen.ingest.pipeline.DriftDetection;
import dev.evergreen.ingest.pipeline.DriftDetection.Detector;
import dev.evergreen.ingest.pipeline.Feature;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;

/** Makes detectors, new ones or such as they were written down. */
record Watchers(DriftDetection settings, List<Feature> features) {

    Watcher begin(Detector detector) {
        return switch (detector) {
            case ADWIN -> new Adwin(settings.adwin());
            case DDM -> new Ddm(settings.ddm());
            case PAGE_HINKLEY -> new PageHinkley(settings.pageHinkley());
            case PSI -> new Psi(settings.psi(), features);
            case EVERY -> new Every(settings.every());
        };
    }

    Watcher read(Detector detector, ByteBuffer from) {
        return switch (detector) {
            case ADWIN -> Adwin.read(settings.adwin(), from);
            case DDM -> Ddm.read(settings.ddm(), from);
            case PAGE_HINKLEY -> PageHinkley.read(settings.pageHinkley(), from);
            case PSI -> Psi.read(settings.psi(), features, from);
            case EVERY -> Every.read(settings.every(), from);
        };
    }

    /** What an alarm means, for people. */
    static String words(Detector detector, String feature, Signal signal) {
        return switch (detector) {
            case ADWIN ->
                text(
                        "the mean loss rose by %.4f, where %.4f can be chance, %d rows ago or less",
                        signal.value(), signal.threshold(), signal.sinceRows());
            case DDM -> text("the mean loss has come to %.4f, above %.4f", signal.value(), signal.threshold());
            case PAGE_HINKLEY ->
                text(
                        "losses were above their mean by %.1f in the last %d rows, more than %s",
                        signal.value(), signal.sinceRows(), signal.threshold());
            case PSI ->
                text(
                        "'%s' is distributed otherwise than at the champion's start: index %.3f, above %s",
                        feature, signal.value(), signal.threshold());
            case EVERY -> text("%d rows have passed", signal.sinceRows());
        };
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
