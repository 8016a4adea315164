package dev.evergreen.trainer.flink;

import dev.evergreen.trainer.artifact.EnsembleCodec;
import dev.evergreen.trainer.artifact.MalformedArtifactException;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import java.util.Comparator;
import java.util.List;

/** The winner's refit, put together from the parts in which it was done. */
sealed interface Refit {

    /** Of all parts as one fit; it has failed if one of them has. */
    FitReport report();

    /** A model. */
    record Fitted(FitReport report, TreeEnsemble model) implements Refit {}

    /** No model, for the reason in the report. */
    record Failed(FitReport report) implements Refit {}

    /** The same in whatever order the parts come. */
    static Refit together(List<FitReport> parts) {
        List<FitReport> inOrder = parts.stream()
                .sorted(Comparator.comparingInt(part -> part.request().part()))
                .toList();
        return inOrder.stream()
                .filter(FitReport::failed)
                .findFirst()
                .<Refit>map(Failed::new)
                .orElseGet(() -> new Fitted(inOrder.getFirst(), decoded(inOrder.getFirst())));
    }

    private static TreeEnsemble decoded(FitReport part) {
        try {
            return EnsembleCodec.decode(part.outcome().artifact());
        } catch (MalformedArtifactException ours) {
            throw new IllegalStateException(ours);
        }
    }
}
