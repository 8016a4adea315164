package dev.evergreen.infra.search;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.ModelManifest;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.flink.OutputRecord;
import dev.evergreen.trainer.flink.Signal;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One round of training whose window is a whole file, by the job that trains on a stream. Each run is a job of its own
 * in a cluster of its own, and the first round of its pipeline: runs differ in nothing but what they cost.
 */
public final class FileRound {
    private final FileJob job;

    private FileRound(FileJob job) {
        this.job = job;
    }

    /** Hears of each fit that is done, the winner's refit included. */
    @FunctionalInterface
    public interface Listener {
        void fitted(int done, int total);
    }

    /** What the round found, and what it cost: all are published with it. */
    public record Outcome(SearchResult result, ResourceMetric.Round cost, ModelManifest manifest) {}

    /**
     * A round over the first rows of a file.
     *
     * @param pipeline whose columns the file has
     */
    public static FileRound over(Path file, long rows, Pipeline pipeline) {
        return over(file, rows, pipeline, 0);
    }

    /**
     * Likewise, whose labels come late.
     *
     * @param labelDelay how many rows a label comes after its features
     */
    public static FileRound over(Path file, long rows, Pipeline pipeline, int labelDelay) {
        return new FileRound(FileJob.over(file, rows, pipeline, labelDelay));
    }

    /**
     * Returns when the round is published and all of its job is gone.
     *
     * @throws BadInputException if the round brings no model
     */
    public Outcome run(Listener listener) throws Exception {
        return job.run(
                (_, rows) -> rows.filter(row -> false)
                        .setParallelism(1)
                        .map(row -> Signal.finished(row.pipeline(), 0, 0))
                        .returns(Signal.class)
                        .setParallelism(1),
                outputs -> collect(outputs, listener));
    }

    /** Reads what the job sends until the round's cost is known, which comes last. */
    private Outcome collect(FileJob.Outputs outputs, Listener listener) throws InterruptedException {
        Optional<SearchResult> result = Optional.empty();
        Optional<ModelManifest> manifest = Optional.empty();
        int fits = job.fits();
        int fitted = 0;
        listener.fitted(0, fits);
        for (var next = outputs.next(); next.isPresent(); next = outputs.next()) {
            OutputRecord record = next.get();
            if (record.topic().equals(job.pipeline().topics().models())) {
                manifest = Optional.of(Json.read(record.value(), ModelManifest.class, Integer.MAX_VALUE));
            } else if (record.topic().equals(job.pipeline().topics().searches())) {
                result = Optional.of(Json.read(record.value(), SearchResult.class, Integer.MAX_VALUE));
            } else if (record.topic().equals(job.pipeline().topics().resourceMetrics())) {
                switch (Json.read(record.value(), ResourceMetric.class)) {
                    case ResourceMetric.Fit fit -> listener.fitted(Math.min(fits, ++fitted), fits);
                    case ResourceMetric.Round round -> {
                        return new Outcome(successful(result.orElseThrow()), round, manifest.orElseThrow());
                    }
                    case ResourceMetric.Decision afterRound -> {}
                }
            }
        }
        throw new IllegalStateException("the job ended without a result");
    }

    /** @throws BadInputException if it brought no model */
    static SearchResult successful(SearchResult result) {
        result.failure().ifPresent(why -> {
            throw new BadInputException("the search brought no model: " + why);
        });
        return result;
    }
}
