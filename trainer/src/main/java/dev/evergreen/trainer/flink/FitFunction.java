package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.resource.FitDemand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * Hands fits to the threads of its process, so that rows and checkpoints pass meanwhile. How many subtasks there are is
 * {@code n_jobs}; never do more fits run at once than the process has cores.
 */
final class FitFunction extends RichAsyncFunction<FitRequest, FitReport> {
    private final TrainerSpec spec;
    private transient Map<String, Pipeline> pipelines;
    private transient Map<String, Fit> fits;
    private transient SharedInProcess shared;
    private transient FitMetrics metrics;

    FitFunction(TrainerSpec spec) {
        this.spec = spec;
    }

    @Override
    public void open(OpenContext context) {
        pipelines = spec.pipelines();
        shared = SharedInProcess.join(
                getRuntimeContext().getJobInfo().getJobId().toString(),
                spec.fitParallelism(),
                Runtime.getRuntime().availableProcessors());
        metrics = FitMetrics.register(getRuntimeContext().getMetricGroup(), shared.pool());
        int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        fits = new HashMap<>();
        pipelines.forEach((name, pipeline) -> fits.put(name, new Fit(pipeline, spec.snapshotRoot(), shared, subtask)));
    }

    @Override
    public void asyncInvoke(FitRequest request, ResultFuture<FitReport> result) {
        Pipeline pipeline = pipelines.get(request.pipeline());
        if (pipeline == null) {
            result.complete(List.of()); // This job ran it when its state was saved, and no longer does.
            return;
        }
        Fit fit = fits.get(request.pipeline());
        FitDemand demand = demand(pipeline, request);
        if (demand.fitsNever()) {
            answer(fit.refuse(request, demand.memoryLimit()), result);
            return;
        }
        shared.pool().submit(demand, () -> run(fit, request, result));
    }

    private FitDemand demand(Pipeline pipeline, FitRequest request) {
        String round = "%s/%d/%s".formatted(request.pipeline(), request.round(), request.isRefit() ? "refit" : "fit");
        return new FitDemand(
                round,
                request.subtask(),
                request.nJobs(),
                request.expectedCpuS(),
                request.expectedBytes(),
                pipeline.maxMemory().bytes(Runtime.getRuntime().maxMemory()));
    }

    private void run(Fit fit, FitRequest request, ResultFuture<FitReport> result) {
        try {
            fitAndAnswer(fit, request, result);
        } catch (RejectedExecutionException closed) {
            // The operator is gone, and with it whoever waited.
        }
    }

    /** What is thrown here has kept a result from getting through, which then never does. */
    private void fitAndAnswer(Fit fit, FitRequest request, ResultFuture<FitReport> result) {
        List<FitReport> answer;
        try {
            FitReport report = fit.run(request);
            metrics.count(report);
            answer = List.of(report);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            return;
        } catch (Throwable broken) {
            result.completeExceptionally(broken);
            return;
        }
        result.complete(answer);
    }

    private void answer(FitReport report, ResultFuture<FitReport> result) {
        metrics.count(report);
        result.complete(List.of(report));
    }

    @Override
    public void close() throws Exception {
        if (shared != null) {
            shared.close();
        }
    }
}
