package dev.evergreen.ingest.pipeline;

import dev.evergreen.ingest.pipeline.DriftDetection.Detector;
import java.util.Arrays;
import java.util.List;

/** Reads the part {@code drift} of a pipeline file. */
final class DriftReader {
    static final String[] KEYS = {
        "detectors", "triggers", "cool_down_rows", "check_every", "adwin", "ddm", "page-hinkley", "psi", "every"
    };

    private DriftReader() {}

    /** Without {@code triggers}, those of the defaults that watch ask for rounds. */
    static DriftDetection read(Section drift) {
        DriftDetection defaults = DriftDetection.DEFAULT;
        List<Detector> detectors = drift.get("detectors", DriftReader::detectors, defaults.detectors());
        List<Detector> triggers = drift.get(
                "triggers",
                DriftReader::detectors,
                defaults.triggers().stream().filter(detectors::contains).toList());
        int coolDown = drift.get("cool_down_rows", YamlValue::whole, defaults.coolDownRows());
        int checkEvery = drift.get("check_every", YamlValue::whole, defaults.checkEvery());
        var adwin = adwin(drift.section("adwin", "delta"), defaults.adwin());
        var ddm = ddm(drift.section("ddm", "warning_level", "drift_level"), defaults.ddm());
        var pageHinkley =
                pageHinkley(drift.section("page-hinkley", "delta", "threshold", "alpha"), defaults.pageHinkley());
        var psi = psi(drift.section("psi", "threshold", "rows"), defaults.psi());
        var every = every(drift.section("every", "rows"), defaults.every());
        return drift.make(() ->
                new DriftDetection(detectors, triggers, coolDown, checkEvery, adwin, ddm, pageHinkley, psi, every));
    }

    private static List<Detector> detectors(YamlValue value) {
        return value.items("a list of detectors").stream()
                .map(v -> v.oneOf(Arrays.asList(Detector.values()), Detector::key))
                .toList();
    }

    private static DriftDetection.Adwin adwin(Section adwin, DriftDetection.Adwin defaults) {
        double delta = adwin.get("delta", YamlValue::real, defaults.delta());
        return adwin.make(() -> new DriftDetection.Adwin(delta));
    }

    private static DriftDetection.Ddm ddm(Section ddm, DriftDetection.Ddm defaults) {
        double warning = ddm.get("warning_level", YamlValue::real, defaults.warningLevel());
        double drift = ddm.get("drift_level", YamlValue::real, defaults.driftLevel());
        return ddm.make(() -> new DriftDetection.Ddm(warning, drift));
    }

    private static DriftDetection.PageHinkley pageHinkley(Section test, DriftDetection.PageHinkley defaults) {
        double delta = test.get("delta", YamlValue::real, defaults.delta());
        double threshold = test.get("threshold", YamlValue::real, defaults.threshold());
        double alpha = test.get("alpha", YamlValue::real, defaults.alpha());
        return test.make(() -> new DriftDetection.PageHinkley(delta, threshold, alpha));
    }

    private static DriftDetection.Psi psi(Section psi, DriftDetection.Psi defaults) {
        double threshold = psi.get("threshold", YamlValue::real, defaults.threshold());
        int rows = psi.get("rows", YamlValue::whole, defaults.rows());
        return psi.make(() -> new DriftDetection.Psi(threshold, rows));
    }

    private static DriftDetection.Every every(Section every, DriftDetection.Every defaults) {
        int rows = every.get("rows", YamlValue::whole, defaults.rows());
        return every.make(() -> new DriftDetection.Every(rows));
    }
}
