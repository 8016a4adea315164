package dev.evergreen.infra.python;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Scoring;

/** Our metrics by scikit-learn's names of scorers; errors have the negative there. */
final class ScikitScoring {
    private ScikitScoring() {}

    static String of(Scoring metric, Label label) {
        boolean two = label instanceof Label.Classes c && c.classes().size() == 2;
        return switch (metric) {
            case ACCURACY, BALANCED_ACCURACY, R2 -> metric.key();
            case F1 -> two ? "f1" : "f1_macro";
            case ROC_AUC -> two ? "roc_auc" : "roc_auc_ovr";
            case LOG_LOSS -> "neg_log_loss";
            case MATTHEWS -> "matthews_corrcoef";
            case RMSE -> "neg_root_mean_squared_error";
            case MAE -> "neg_mean_absolute_error";
        };
    }
}
