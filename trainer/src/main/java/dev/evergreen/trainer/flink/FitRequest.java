package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.trainer.search.Candidate;
import java.util.List;

/**
 * One fit to be done: candidates that it serves on a fold, or a part of the winner on the whole window.
 *
 * @param candidates the JSON of a list of {@code Candidate}, by number; the winner alone for a refit
 * @param dearest the number of the one that costs most by itself
 * @param rung of a search that halves; 0 of any other
 * @param fold the fold's number, or {@link #REFIT}
 * @param trainRows how many rows it takes of the fold, or of the window
 * @param testedAmong the folds' test rows are among so many newest rows of the window; 0 for all. The same for all
 *     of a round
 * @param part which of {@code parts} this is: a refit is split where its learner can be; a fold never is
 * @param seed of this fit alone
 * @param plan digest of what was planned: see {@link Digests#plan}
 * @param snapshot name of the window's file: the rows are loaded from there once for each process
 * @param subtask that shall do it
 * @param nJobs how many threads may work for the round at once
 * @param enqueuedAt milliseconds since the epoch
 * @param expectedCpuS CPU seconds that it is expected to take
 * @param expectedBytes of memory that it is expected to need at its peak, beside the window
 * @param carried the JSON of a {@code Carried}, what the refit's result must be published with; empty for a fold
 */
@SuppressWarnings("ArrayRecordComponent") // A streamed type: Flink serializes arrays as they are.
public record FitRequest(
        String pipeline,
        long round,
        int rung,
        byte[] candidates,
        int dearest,
        int fold,
        int trainRows,
        int testedAmong,
        int part,
        int parts,
        long seed,
        String plan,
        String snapshot,
        int subtask,
        int nJobs,
        long enqueuedAt,
        double expectedCpuS,
        long expectedBytes,
        byte[] carried) {

    public static final int REFIT = -1;
    static final byte[] NOTHING_CARRIED = {};

    public boolean isRefit() {
        return fold == REFIT;
    }

    FitRequest expecting(double cpuS) {
        return new FitRequest(
                pipeline,
                round,
                rung,
                candidates,
                dearest,
                fold,
                trainRows,
                testedAmong,
                part,
                parts,
                seed,
                plan,
                snapshot,
                subtask,
                nJobs,
                enqueuedAt,
                cpuS,
                expectedBytes,
                carried);
    }

    /** Names this fit among those of its round; fit for names of files. */
    String key() {
        Candidate first = readCandidates().getFirst();
        // The rows as well: the same round may have begun before a failure without knowing of a change.
        String number = first.windowPart()
                .map(of -> "%d-newest-%d".formatted(first.number(), of.rows()))
                .orElse(Integer.toString(first.number()));
        if (isRefit()) {
            return "refit-%s-part-%d-of-%d".formatted(number, part, parts);
        }
        String tested = testedAmong == 0 ? "" : "-among-" + testedAmong;
        String key = "candidate-%s-fold-%d%s".formatted(number, fold, tested);
        return rung == 0 ? key : key + "-rung-" + rung;
    }

    List<Candidate> readCandidates() {
        return List.of(Json.read(candidates, Candidate[].class, Integer.MAX_VALUE));
    }

    /** Of the candidates, the one that costs most by itself; the winner of a refit. */
    Candidate readDearest() {
        return readCandidates().stream()
                .filter(candidate -> candidate.number() == dearest)
                .findFirst()
                .orElseThrow();
    }
}
