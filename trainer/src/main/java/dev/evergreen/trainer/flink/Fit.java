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
import dev.evergreen.trainer.search.SplitResult;
import dev.evergreen.trainer.search.Splits;
import dev.evergreen.trainer.window.TrainingData;
import java.io.IOException;
import org.apache.flink.core.fs.Path;

/** Does one requested fit on the calling thread, from loading the window to the report. */
final class Fit {
    private static final LearnerFitter FITTER = new LearnerFitter(Learners.standard()::require);
    private static final double[] NO_SCORES = {};
    private static final byte[] NO_ARTIFACT = {};

    private final Pipeline pipeline;
    private final SharedInProcess shared;
    private final int subtask;

    Fit(Pipeline pipeline, SharedInProcess shared, int subtask) {
        this.pipeline = pipeline;
        this.shared = shared;
        this.subtask = subtask;
    }

    /**
     * Runs when it is this thread's turn. What the learner does wrong is a report; what the machine does wrong is thrown.
     *
     * @throws IOException if the window cannot be loaded
     * @throws InterruptedException if the job is cancelled
     */
    FitReport run(FitRequest request) throws IOException, InterruptedException {
        TrainingData data = shared.window(new Path(request.snapshot())).data();
        Candidate candidate = Json.read(request.candidate(), Candidate.class);
        try (ComputeBudget.Permit turn = shared.budget().acquire()) {
            long startedAt = System.currentTimeMillis();
            return request.isRefit()
                    ? refit(request, candidate, data, startedAt)
                    : crossValidate(request, candidate, data, startedAt);
        }
    }

    private FitReport crossValidate(FitRequest request, Candidate candidate, TrainingData data, long startedAt)
            throws InterruptedException {
        var runner = new FitTaskRunner(data, pipeline.search(), FITTER);
        Fold fold = fold(data, request.fold());
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

    private Fold fold(TrainingData data, int number) {
        return switch (Splits.of(pipeline.search().cv(), data)) {
            case SplitResult.Folds folds -> folds.folds().get(number);
            case SplitResult.Problem problem -> throw new IllegalStateException("planned, yet: " + problem.line());
        };
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
