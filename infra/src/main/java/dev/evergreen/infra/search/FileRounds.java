package dev.evergreen.infra.search;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.flink.OutputRecord;
import dev.evergreen.trainer.flink.Signal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rounds of training on one and the same window, a whole file, by one job that goes on learning from round to round: what
 * fits cost and, with {@code n_jobs: auto}, how many at once pay.
 */
public final class FileRounds {
    private final FileJob job;

    private FileRounds(FileJob job) {
        this.job = job;
    }

    /** Hears how far it is. */
    public interface Listener {
        /** Before a round starts; nothing runs meanwhile. */
        void starts(int round) throws Exception;

        void fitted(int round, int done, int total);
    }

    /**
     * A round, and what was decided after it.
     *
     * @param decision for the next round; only with {@code n_jobs: auto}
     */
    public record Outcome(SearchResult result, ResourceMetric.Round cost, Optional<ResourceMetric.Decision> decision) {}

    /**
     * Rounds over the first rows of a file.
     *
     * @param pipeline whose columns the file has
     */
    public static FileRounds over(Path file, long rows, Pipeline pipeline) {
        return new FileRounds(FileJob.over(file, rows, pipeline, 0));
    }

    /**
     * Returns when all rounds are published and all of their job is gone.
     *
     * @throws BadInputException if one brings no model
     */
    public List<Outcome> run(int rounds, Listener listener) throws Exception {
        listener.starts(1);
        String pipeline = job.pipeline().name();
        int fits = job.fits();
        try (var returned = Handover.<byte[]>open()) {
            return job.run(
                    (env, _) -> env.fromSequence(0, Long.MAX_VALUE)
                            .setParallelism(1)
                            .flatMap(new ReturnedResults(returned.end(), pipeline, rounds))
                            .returns(Signal.class)
                            .setParallelism(1),
                    outputs -> {
                        var outcomes = new ArrayList<Outcome>();
                        while (outcomes.size() < rounds) {
                            int round = outcomes.size() + 1;
                            outcomes.add(collect(outputs, round, round == rounds, fits, returned.end(), listener));
                        }
                        return outcomes;
                    });
        }
    }

    private Outcome collect(
            FileJob.Outputs outputs,
            int number,
            boolean last,
            int fits,
            Handover.End<byte[]> returned,
            Listener listener)
            throws Exception {
        Optional<byte[]> json = Optional.empty();
        Optional<ResourceMetric.Round> cost = Optional.empty();
        int fitted = 0;
        listener.fitted(number, 0, fits);
        for (var next = outputs.next(); next.isPresent(); next = outputs.next()) {
            OutputRecord record = next.get();
            if (record.topic().equals(job.pipeline().topics().searches())) {
                json = Optional.of(record.value());
            } else if (record.topic().equals(job.pipeline().topics().resourceMetrics())) {
                switch (Json.read(record.value(), ResourceMetric.class)) {
                    case ResourceMetric.Fit fit -> listener.fitted(number, Math.min(fits, ++fitted), fits);
                    case ResourceMetric.Round round -> {
                        cost = Optional.of(round);
                        giveBack(json.orElseThrow(), number, last, returned, listener);
                        if (!job.pipeline().nJobs().isAuto()) {
                            return new Outcome(read(json.get()), round, Optional.empty());
                        }
                    }
                    case ResourceMetric.Decision decision -> {
                        return new Outcome(read(json.orElseThrow()), cost.orElseThrow(), Optional.of(decision));
                    }
                }
            }
        }
        throw new IllegalStateException("the job ended in round " + number);
    }

    /** With it the job learns that the round is over, and starts the next. */
    private static void giveBack(
            byte[] result, int number, boolean last, Handover.End<byte[]> returned, Listener listener)
            throws Exception {
        FileRound.successful(read(result));
        if (!last) {
            listener.starts(number + 1);
        }
        returned.put(result);
    }

    private static SearchResult read(byte[] result) {
        return Json.read(result, SearchResult.class, Integer.MAX_VALUE);
    }
}
