package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * Which detectors watch a champion, and which of them ask for a round of training. A loss is 0 or 1 for classes; for numbers
 * it is the absolute error in units of four times the champion's mean absolute error so far, at most 1.
 *
 * @param detectors all of them report
 * @param triggers those whose alarms ask for a round
 * @param coolDownRows labeled events from one round that was asked for to the next
 * @param checkEvery rounds are asked for only when the number of labeled events is a multiple of this
 */
public record DriftDetection(
        List<Detector> detectors,
        List<Detector> triggers,
        int coolDownRows,
        int checkEvery,
        Adwin adwin,
        Ddm ddm,
        PageHinkley pageHinkley,
        Psi psi,
        Every every) {

    /** What may watch. */
    public enum Detector {
        /** Losses in a window of adaptive length. */
        ADWIN,
        /** The error rate against its lowest. */
        DDM,
        /** The sum of what losses exceed their mean by. */
        PAGE_HINKLEY,
        /** Each feature's distribution against that at the champion's start. */
        PSI,
        /** Nothing: it alarms all the same, to compare the others with. */
        EVERY;

        /** The name in files and records, such as {@code page-hinkley}. */
        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Adaptive windowing.
     *
     * @param delta confidence of the test at each look, one every 32 rows; a bound that is far from reached: with 0.1 one false
     *     alarm in some 50,000 rows, with 0.002 hardly any
     */
    public record Adwin(double delta) {
        public Adwin {
            require(delta > 0 && delta < 1, "delta", delta, "above 0 and below 1");
        }
    }

    /**
     * Levels in standard deviations above the lowest error rate.
     *
     * @param warningLevel from where on the change is thought to have begun
     */
    public record Ddm(double warningLevel, double driftLevel) {
        public Ddm {
            require(warningLevel > 0, "warning_level", warningLevel, "above 0");
            require(driftLevel > warningLevel, "drift_level", driftLevel, "above warning_level");
        }
    }

    /**
     * The test of Page and Hinkley.
     *
     * @param delta by how much more than its mean a loss has to be
     * @param threshold of the sum, in losses
     * @param alpha what is left of the sum after a row
     */
    public record PageHinkley(double delta, double threshold, double alpha) {
        public PageHinkley {
            require(delta >= 0 && delta < 1, "delta", delta, "0 or more and below 1");
            require(threshold > 0, "threshold", threshold, "above 0");
            require(alpha > 0 && alpha <= 1, "alpha", alpha, "above 0 up to 1");
        }
    }

    /**
     * The population stability index.
     *
     * @param rows of the reference, and of what is compared with it
     */
    public record Psi(double threshold, int rows) {
        public static final int MAX_ROWS = 2_000;
        private static final int MIN_ROWS = 500;

        public Psi {
            require(threshold > 0, "threshold", threshold, "above 0");
            require(rows >= MIN_ROWS && rows <= MAX_ROWS, "rows", rows, MIN_ROWS + " to " + MAX_ROWS);
        }
    }

    /** @param rows from one alarm to the next */
    public record Every(int rows) {
        public Every {
            require(rows >= 1, "rows", rows, "1 or more");
        }
    }

    public static final DriftDetection DEFAULT = new DriftDetection(
            List.of(Detector.ADWIN, Detector.DDM, Detector.PAGE_HINKLEY, Detector.PSI),
            List.of(Detector.ADWIN),
            1_000,
            1,
            new Adwin(0.1),
            new Ddm(2, 3),
            new PageHinkley(0.01, 30, 0.9999),
            new Psi(0.2, 1_000),
            new Every(5_000));

    public DriftDetection {
        detectors = List.copyOf(detectors);
        triggers = List.copyOf(triggers);
        requireDistinct("detectors", detectors);
        requireDistinct("triggers", triggers);
        for (Detector trigger : triggers) {
            require(detectors.contains(trigger), "triggers", trigger.key(), "some of detectors");
        }
        require(coolDownRows >= 0, "cool_down_rows", coolDownRows, "0 or more");
        require(checkEvery >= 1, "check_every", checkEvery, "1 or more");
    }

    public DriftDetection withDetectors(List<Detector> others, List<Detector> otherTriggers) {
        return new DriftDetection(others, otherTriggers, coolDownRows, checkEvery, adwin, ddm, pageHinkley, psi, every);
    }

    /** All watch, none asks for a round. */
    public DriftDetection withoutTriggers() {
        return withDetectors(detectors, List.of());
    }

    public DriftDetection withCoolDownRows(int rows) {
        return new DriftDetection(detectors, triggers, rows, checkEvery, adwin, ddm, pageHinkley, psi, every);
    }

    public DriftDetection withEvery(Every other) {
        return new DriftDetection(detectors, triggers, coolDownRows, checkEvery, adwin, ddm, pageHinkley, psi, other);
    }

    public DriftDetection withCheckEvery(int rows) {
        return new DriftDetection(detectors, triggers, coolDownRows, rows, adwin, ddm, pageHinkley, psi, every);
    }

    public boolean watches(Detector detector) {
        return detectors.contains(detector);
    }

    private static void requireDistinct(String key, List<Detector> list) {
        for (Detector detector : list) {
            require(list.indexOf(detector) == list.lastIndexOf(detector), key, detector.key(), "each detector once");
        }
    }
}
