package dev.evergreen.infra.bench;

import dev.evergreen.infra.data.RowSource;
import dev.evergreen.infra.search.FileWindow;
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
 * memory already. That a round's window is written down, put together and reported on is what Flink costs on top.
 */
final class PlainLoop {
    private static final LearnerFitter FITTER = LearnerFitter.standard();

    private PlainLoop() {}

    /**
     * One loop.
     *
     * @param seconds for all of it
     * @param sha256 of the model, which must be the round's: it comes from the same rows, candidates and seeds
     */
    record Ran(double seconds, String sha256) {}

    /** The rows are read anew and in no clock: a round's bins are its own, and so are a loop's. */
    static Ran run(Pipeline pipeline, RowSource source, int round) throws Exception {
        TrainingData data = FileWindow.read(source, pipeline);
        try (var thread = new FitThread("plain-loop")) {
            long begin = System.nanoTime();
            String sha256 = thread.call(() -> search(pipeline, data, round));
            return new Ran((System.nanoTime() - begin) / 1e9, sha256);
        }
    }

    private static String search(Pipeline pipeline, TrainingData data, int round) throws InterruptedException {
        return switch (SerialSearch.run(pipeline.search(), data, round, FITTER)) {
            case SerialSearch.Result.Refused refused -> throw new IllegalStateException(refused.line());
            case SerialSearch.Result.Searched searched ->
                refit(pipeline, data, searched.winner().orElseThrow(), round);
        };
    }

    private static String refit(Pipeline pipeline, TrainingData data, Candidate winner, int round)
            throws InterruptedException {
        var model = FITTER.refit(data, winner, pipeline.search().seed(), round);
        return ModelFile.artifactSha256(EnsembleCodec.encode(model));
    }
}
