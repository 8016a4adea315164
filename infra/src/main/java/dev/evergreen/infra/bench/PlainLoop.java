package dev.evergreen.infra.bench;

import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.artifact.EnsembleCodec;
import dev.evergreen.trainer.artifact.ModelFile;
import dev.evergreen.trainer.learner.FitThread;
import dev.evergreen.trainer.search.Candidate;
import dev.evergreen.trainer.search.LearnerFitter;
import dev.evergreen.trainer.search.SerialSearch;
import dev.evergreen.trainer.window.TrainingData;

/**
 * What a round does, without Flink: the same fits and the refit, one after another on one thread, over rows that lie in
 * memory already. That a round's window is written down, loaded and reported on is what Flink costs on top.
 */
final class PlainLoop {
    /** As a pipeline's first. */
    private static final long ROUND = 1;

    private static final LearnerFitter FITTER = LearnerFitter.standard();

    private final Pipeline pipeline;
    private final TrainingData data;

    PlainLoop(Pipeline pipeline, TrainingData data) {
        this.pipeline = pipeline;
        this.data = data;
    }

    /**
     * Seconds for all of it.
     *
     * @param expected what the model must be, as it comes from the same rows, candidates and seeds
     */
    double run(String expected) throws Exception {
        try (var thread = new FitThread("plain-loop")) {
            long begin = System.nanoTime();
            String sha256 = thread.call(this::search);
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (!sha256.equals(expected)) {
                throw new IllegalStateException(
                        "the plain loop's winner is %s and the job's is %s".formatted(sha256, expected));
            }
            return seconds;
        }
    }

    private String search() throws InterruptedException {
        return switch (SerialSearch.run(pipeline.search(), data, ROUND, FITTER)) {
            case SerialSearch.Result.Refused refused -> throw new IllegalStateException(refused.line());
            case SerialSearch.Result.Searched searched ->
                refit(searched.winner().orElseThrow());
        };
    }

    private String refit(Candidate winner) throws InterruptedException {
        var model = FITTER.refit(data, winner, pipeline.search().seed(), ROUND);
        return ModelFile.artifactSha256(EnsembleCodec.encode(model));
    }
}
