package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.learner.FittedParts;
import dev.evergreen.trainer.resource.CostMeter;
import dev.evergreen.trainer.resource.FitCost;
import dev.evergreen.trainer.search.Candidate;
import dev.evergreen.trainer.search.FitOutcome;
import dev.evergreen.trainer.search.FitTaskRunner;
import dev.evergreen.trainer.search.Fold;
import dev.evergreen.trainer.search.LearnerFitter;
import dev.evergreen.trainer.search.Seeds;
import dev.evergreen.trainer.window.TrainingData;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

/** Does one requested fit on the calling thread, from loading the window to the report. */
final class Fit {
    /** The winner is refitted on more rows than a fold has. */
    private static final int REFIT_TIME = 2;

    static final LearnerFitter FITTER = LearnerFitter.standard();

    private final Pipeline pipeline;
    private final String snapshotRoot;
    private final SharedInProcess shared;
    private final int subtask;
    private final String plan;

    Fit(Pipeline pipeline, String snapshotRoot, SharedInProcess shared, int subtask) {
        this.pipeline = pipeline;
        this.snapshotRoot = snapshotRoot;
        this.shared = shared;
        this.subtask = subtask;
        this.plan = Digests.plan(pipeline);
    }

    /** The report of a fit that memory would never have room for. */
    FitReport refuse(FitRequest request, long limit) {
        shared.watch().begin(request.pipeline(), request.round());
        long now = System.currentTimeMillis();
        String reason = "would need about %,d MB of memory, max_memory allows %,d MB"
                .formatted(toMegabytes(request.expectedBytes()), toMegabytes(limit));
        return report(request, failed(reason, 0, now, FitCost.NONE), now, false);
    }

    private static long toMegabytes(long bytes) {
        return Math.ceilDiv(bytes, 1_000_000);
    }

    /**
     * Whatever keeps this fit from succeeding is a report: thrown, it would come back with the state after every restart.
     *
     * @throws InterruptedException if the job is cancelled
     */
    FitReport run(FitRequest request) throws InterruptedException {
        shared.watch().begin(request.pipeline(), request.round());
        long startedAt = System.currentTimeMillis();
        if (!request.plan().equals(plan)) {
            return report(request, failed(Digests.CHANGED, 0, startedAt, FitCost.NONE), startedAt, false);
        }
        FinishedFits finished = shared.finished(snapshotRoot, request.snapshot());
        Optional<FinishedFit> before = finished.find(request);
        if (before.isPresent()) {
            return report(request, before.get(), startedAt, true);
        }
        try {
            SharedWindows.Loaded loaded = shared.window(
                    snapshotRoot, request.snapshot(), pipeline.search().cv(), request.testedAmong());
            FinishedFit outcome = inTime(request, loaded, startedAt);
            finished.add(request, outcome);
            return report(request, outcome, startedAt, false);
        } catch (IOException gone) {
            return report(request, failed(gone.getMessage(), 0, startedAt, FitCost.NONE), startedAt, false);
        } catch (OutOfMemoryError | StackOverflowError failure) {
            String reason = FitTaskRunner.reason(failure);
            return report(request, failed(reason, 0, startedAt, FitCost.NONE), startedAt, false);
        }
    }

    private FinishedFit inTime(FitRequest request, SharedWindows.Loaded loaded, long startedAt)
            throws InterruptedException {
        TrainingData data = loaded.window().data();
        var meter = CostMeter.start();
        Callable<FinishedFit> fit = request.isRefit()
                ? () -> refit(request, data, startedAt)
                : () -> crossValidate(request, data, loaded.fold(request.fold()), startedAt);
        try {
            Optional<Duration> limit = pipeline.search().fitTimeLimit();
            return limit.isPresent()
                    ? shared.timeLimit().call(limit.get().multipliedBy(request.isRefit() ? REFIT_TIME : 1), fit)
                    : fit.call();
        } catch (TimeoutException tooLong) {
            return failed(tooLong.getMessage(), request.trainRows(), startedAt, meter.stop());
        } catch (InterruptedException | RuntimeException passedOn) {
            throw passedOn;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private FinishedFit crossValidate(FitRequest request, TrainingData data, Fold whole, long startedAt)
            throws InterruptedException {
        long sample = Seeds.sample(pipeline.search().seed(), request.round(), request.fold());
        List<Candidate> family = request.readCandidates();
        Fold fold =
                whole.within(family.getFirst().rowsOf(data.rows()), data.rows()).trainedOn(request.trainRows(), sample);
        var runner = new FitTaskRunner(data, pipeline.search(), FITTER);
        List<FitOutcome> outcomes = runner.run(fold, family, request.seed());
        return FittedFold.finished(pipeline.search().scoring(), outcomes, fold, startedAt);
    }

    private FinishedFit refit(FitRequest request, TrainingData data, long startedAt) throws InterruptedException {
        var meter = CostMeter.start();
        try {
            FittedParts fitted =
                    FITTER.refitPart(data, request.readDearest(), request.seed(), request.part(), request.parts());
            double fitS = meter.stop().wallS();
            byte[] artifact = RefitPart.encode(fitted);
            return refitted(artifact, request.trainRows(), startedAt, fitS, meter.stop());
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError failure) {
            return failed(FitTaskRunner.reason(failure), request.trainRows(), startedAt, meter.stop());
        }
    }

    private static FinishedFit refitted(byte[] artifact, int rows, long startedAt, double fitS, FitCost cost) {
        return new FinishedFit(
                "",
                FinishedFit.NO_FAILURES,
                FinishedFit.NO_SCORES,
                artifact,
                rows,
                startedAt,
                fitS,
                cost.wallS(),
                cost.cpuS(),
                cost.allocatedBytes());
    }

    private static FinishedFit failed(String reason, int rows, long startedAt, FitCost cost) {
        return new FinishedFit(
                reason,
                FinishedFit.NO_FAILURES,
                FinishedFit.NO_SCORES,
                FinishedFit.NO_ARTIFACT,
                rows,
                startedAt,
                0,
                cost.wallS(),
                cost.cpuS(),
                cost.allocatedBytes());
    }

    private FitReport report(FitRequest request, FinishedFit outcome, long startedAt, boolean again) {
        double waited = Math.max(0, startedAt - request.enqueuedAt()) / 1e3;
        byte[] load = Json.write(shared.watch().load(request.pipeline()));
        return new FitReport(request, outcome, subtask, waited, again, load);
    }
}
