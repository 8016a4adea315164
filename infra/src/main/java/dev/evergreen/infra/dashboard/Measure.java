package dev.evergreen.infra.dashboard;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.evergreen.ingest.event.ContestFigures.OfChallenger;
import dev.evergreen.ingest.event.Figures;
import dev.evergreen.ingest.pipeline.Label;
import java.util.Locale;
import java.util.Optional;

/** What the quality of answers is measured in: the accuracy of classes, the mean absolute error of numbers. */
enum Measure {
    ACCURACY,
    MAE;

    static Measure of(Label label) {
        return switch (label) {
            case Label.Classes c -> ACCURACY;
            case Label.Regression r -> MAE;
        };
    }

    Optional<Double> in(Figures figures) {
        return this == ACCURACY ? figures.accuracy() : figures.mae();
    }

    Optional<Double> in(OfChallenger figures) {
        return this == ACCURACY ? figures.accuracy() : figures.mae();
    }

    @JsonValue
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
