package dev.evergreen.trainer.search;

import dev.evergreen.ingest.event.WindowPart;
import dev.evergreen.ingest.pipeline.Search;
import java.util.List;
import java.util.Optional;

/**
 * A round's sizes: what its later rungs are planned from, where the rows themselves are no longer at hand.
 *
 * @param rungs one with all candidates and all rows for an exhaustive search
 * @param rows of the window
 * @param columns of the window
 * @param trainRows by fold, of the whole window
 * @param testRows by fold
 * @param parts of the window that candidates train on beside the whole, in the order of their numbers; absent if none
 */
public record RoundShape(
        long round,
        List<Rungs.Rung> rungs,
        int rows,
        int columns,
        List<Integer> trainRows,
        List<Integer> testRows,
        Optional<List<Part>> parts) {

    /**
     * A part of the window.
     *
     * @param trainRows by fold
     */
    public record Part(WindowPart part, List<Integer> trainRows) {
        public Part {
            trainRows = List.copyOf(trainRows);
        }
    }

    public RoundShape {
        rungs = List.copyOf(rungs);
        trainRows = List.copyOf(trainRows);
        testRows = List.copyOf(testRows);
    }

    public int folds() {
        return trainRows.size();
    }

    /** All candidates of the round, by number. */
    public List<Candidate> candidates(Search search) {
        return CandidateGrids.expand(search, windowParts());
    }

    /** The test rows are among so many newest rows of the window; 0 where they are among all. */
    public int testedAmong() {
        return WindowParts.shortest(windowParts(), 0);
    }

    /**
     * How many of a fold's training rows a rung takes for a candidate: the share that it takes of the window, as
     * scikit-learn does.
     */
    public int trainRows(int rung, int fold, Candidate candidate) {
        long share = (long) trainRows(candidate).get(fold) * rungs.get(rung).rows() / rows;
        return (int) Math.max(1, share);
    }

    private List<Integer> trainRows(Candidate candidate) {
        return candidate
                .windowPart()
                .map(part -> parts.orElseThrow().stream()
                        .filter(of -> of.part().equals(part))
                        .findFirst()
                        .orElseThrow()
                        .trainRows())
                .orElse(trainRows);
    }

    private List<WindowPart> windowParts() {
        return parts.orElse(List.of()).stream().map(Part::part).toList();
    }
}
