package dev.evergreen.ingest.pipeline;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The metrics a search can report and decide by, with scikit-learn's meaning. */
public enum Scoring {
    ACCURACY(true, true),
    BALANCED_ACCURACY(true, true),
    /** Of the positive class when there are two, else the macro average. */
    F1(true, true),
    /** One against the rest, macro average, when there are more than two classes. */
    ROC_AUC(true, true),
    LOG_LOSS(true, false),
    MATTHEWS(true, true),
    RMSE(false, false),
    MAE(false, false),
    R2(false, true);

    private final boolean forClasses;
    private final boolean higherIsBetter;

    Scoring(boolean forClasses, boolean higherIsBetter) {
        this.forClasses = forClasses;
        this.higherIsBetter = higherIsBetter;
    }

    /** The name in files and records, such as {@code roc_auc}. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    public boolean fits(Label label) {
        return switch (label) {
            case Label.Classes c -> forClasses;
            case Label.Regression r -> !forClasses;
        };
    }

    static String allowedFor(Label label) {
        return keys(Arrays.stream(values()).filter(s -> s.fits(label)).toList());
    }

    static String keys(List<Scoring> scoring) {
        return scoring.stream().map(Scoring::key).collect(Collectors.joining(", "));
    }
}
