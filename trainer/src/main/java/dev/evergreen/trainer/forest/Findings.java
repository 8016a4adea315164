package dev.evergreen.trainer.forest;

import dev.evergreen.ingest.event.OutOfBagScore;
import dev.evergreen.ingest.event.PermutationImportance;
import dev.evergreen.ingest.pipeline.Feature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What was found out of some parts of a forest; put together they are the same however it was cut.
 *
 * @param outOfBag of all these parts; empty if it was not asked for, or if there is nothing to tell apart
 * @param losses one for each part, in order; none if they were not asked for
 */
public record Findings(Optional<OutOfBag> outOfBag, List<PermutationLoss> losses) {
    public static final Findings NONE = new Findings(Optional.empty(), List.of());

    public Findings {
        losses = List.copyOf(losses);
    }

    /** Of a whole forest, in the order of its parts. */
    public static Findings together(List<Findings> parts) {
        Optional<OutOfBag> votes = Optional.empty();
        var losses = new ArrayList<PermutationLoss>();
        for (Findings part : parts) {
            losses.addAll(part.losses);
            if (votes.isEmpty()) {
                votes = part.outOfBag.map(OutOfBag::copy);
            } else {
                part.outOfBag.ifPresent(votes.get()::add);
            }
        }
        return new Findings(votes, losses);
    }

    /** The whole forest's, where it was asked for. */
    public Optional<OutOfBagScore> score() {
        return outOfBag.flatMap(OutOfBag::score);
    }

    /** The whole forest's, where it was asked for. */
    public Optional<PermutationImportance> importance(List<Feature> features) {
        if (losses.isEmpty()) {
            return Optional.empty();
        }
        PermutationLoss whole = PermutationLoss.together(losses);
        if (whole.trees() == 0) {
            return Optional.empty();
        }
        var byName = new LinkedHashMap<String, Double>();
        for (int f = 0; f < features.size(); f++) {
            byName.put(features.get(f).name(), whole.means().get(f));
        }
        return Optional.of(new PermutationImportance(
                whole.outOfBag() ? PermutationImportance.Rows.OUT_OF_BAG : PermutationImportance.Rows.SAMPLE, byName));
    }
}
