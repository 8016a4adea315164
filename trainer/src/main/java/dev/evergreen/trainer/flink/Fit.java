package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.artifact.EnsembleCodec;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.learner.Learners;
import dev.evergreen.trainer.resource.ComputeBudget;
import dev.evergreen.trainer.resource.CostMeter;
import dev.evergreen.trainer.resource.FitCost;
import dev.evergreen.trainer.search.Candidate;
import dev.evergreen.trainer.search.FitOutcome;
import dev.evergreen.trainer.search.FitTaskRunner;
import dev.evergreen.trainer.search.Fold;
import dev.evergreen.trainer.search.LearnerFitter;
import dev.evergreen.trainer.window.TrainingData;
import java.io.IOException;

/** Does one requested fit on the calling thread, from loading the window to the report. */
final class Fit {
    private static final LearnerFitter FITTER = new LearnerFitter(Learners.standard()::require);
    private static final double[] NO_SCORES = {};
    private static final byte[] NO_ARTIFACT = {};

    private final Pipeline pipeline;
    private final String snapshotRoot;
    private final SharedInProcess shared;
    private final int subtask;

    Fit(Pipeline pipeline, String snapshotRoot, SharedInProcess shared, int subtask) {
        this.pipeline = pipeline;
        this.snapshotRoot = snapshotRoot;
        this.shared = shared;
        this.subtask = subtask;
    }

    /**
     * Runs when it is this thread's turn. Whatever keeps this fit from succeeding is a report: thrown, it would come back
     * with the state after every restart.
     *
     * @throws InterruptedException if the job is cancelled
     */
    FitReport run(FitRequest request) throws InterruptedException {
        Candidate candidate = Json.read(request.candidate(), Candidate.class);
        try (ComputeBudget.Permit turn = shared.budget().acquire()) {
            long startedAt = System.currentTimeMillis();
            if (!request.plan().equals(Digests.plan(pipeline))) {
                return report(request, Digests.CHANGED, NO_SCORES, 0, startedAt, 0, FitCost.NONE);
            }
            return run(request, candidate, startedAt);
        }
    }

    private FitReport run(FitRequest request, Candidate candidate, long startedAt) throws InterruptedException {
        try {
            SharedWindows.Loaded loaded = shared.window(
                    snapshotRoot, request.snapshot(), pipeline.search().cv());
            return request.isRefit()
                    ? refit(request, candidate, loaded.window().data(), startedAt)
                    : crossValidate(request, candidate, loaded, startedAt);
        } catch (IOException gone) {
            return report(request, gone.getMessage(), NO_SCORES, 0, startedAt, 0, FitCost.NONE);
        } catch (OutOfMemoryError | StackOverflowError failure) {
            return report(request, FitTaskRunner.reason(failure), NO_SCORES, 0, startedAt, 0, FitCost.NONE);
        }
    }

    private FitReport crossValidate(
            FitRequest request, Candidate candidate, SharedWindows.Loaded loaded, long startedAt)
            throws InterruptedException {
        TrainingData data = loaded.window().data();
        var runner = new FitTaskRunner(data, pipeline.search(), FITTER);
        Fold fold = loaded.fold(request.fold());
        return switch (runner.run(fold, candidate, request.seed())) {
            case FitOutcome.Scored scored -> {
                double[] scores = pipeline.search().scoring().stream()
                        .mapToDouble(metric -> scored.scores().getOrDefault(metric, Double.NaN))
                        .toArray();
                yield report(request, "", scores, fold.train().size(), startedAt, scored.fitS(), scored.cost());
            }
            case FitOutcome.Failed failed ->
                report(request, failed.reason(), NO_SCORES, fold.train().size(), startedAt, 0, failed.cost());
        };
    }

    private FitReport refit(FitRequest request, Candidate candidate, TrainingData data, long startedAt)
            throws InterruptedException {
        var meter = CostMeter.start();
        try {
            TreeEnsemble model = FITTER.refit(data, candidate, pipeline.search().seed(), request.round());
            double fitS = meter.stop().wallS();
            byte[] artifact = EnsembleCodec.encode(model);
            FitCost cost = meter.stop();
            return new FitReport(
                    request,
                    "",
                    NO_SCORES,
                    artifact,
                    model.trees(),
                    model.nodes(),
                    subtask,
                    data.rows(),
                    startedAt,
                    fitS,
                    cost.wallS(),
                    cost.cpuS(),
                    waited(request, startedAt),
                    cost.allocatedBytes());
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError failure) {
            String reason = FitTaskRunner.reason(failure);
            return report(request, reason, NO_SCORES, data.rows(), startedAt, 0, meter.stop());
        }
    }

    private FitReport report(
            FitRequest request, String failure, double[] scores, int rows, long startedAt, double fitS, FitCost cost) {
        return new FitReport(
                request,
                failure,
                scores,
                NO_ARTIFACT,
                0,
                0,
                subtask,
                rows,
                startedAt,
                fitS,
                cost.wallS(),
                cost.cpuS(),
                waited(request, startedAt),
                cost.allocatedBytes());
    }

    private static double waited(FitRequest request, long startedAt) {
        return Math.max(0, startedAt - request.enqueuedAt()) / 1e3;
    }
}
