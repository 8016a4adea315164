package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.learner.FitThread;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * Fits, one at a time, on this subtask's own thread; how many subtasks there are is {@code n_jobs}. Never more of them
 * compute at once than the process's budget allows.
 */
final class FitFunction extends RichAsyncFunction<FitRequest, FitReport> {
    private final TrainerSpec spec;
    private transient Map<String, Pipeline> pipelines;
    private transient SharedInProcess shared;
    private transient FitThread thread;
    private transient int subtask;

    FitFunction(TrainerSpec spec) {
        this.spec = spec;
    }

    @Override
    public void open(OpenContext context) {
        pipelines = spec.pipelines();
        subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        shared = SharedInProcess.join(
                getRuntimeContext().getJobInfo().getJobId().toString(),
                spec.fitParallelism(),
                Runtime.getRuntime().availableProcessors());
        thread = new FitThread(getRuntimeContext().getTaskInfo().getTaskName() + "-" + subtask);
    }

    @Override
    public void asyncInvoke(FitRequest request, ResultFuture<FitReport> result) {
        Pipeline pipeline = pipelines.get(request.pipeline());
        if (pipeline == null) {
            result.complete(List.of()); // This job ran it when its state was saved, and no longer does.
            return;
        }
        thread.execute(() -> {
            try {
                result.complete(List.of(new Fit(pipeline, spec.snapshotRoot(), shared, subtask).run(request)));
            } catch (InterruptedException cancelled) {
                Thread.currentThread().interrupt();
            } catch (Throwable broken) {
                result.completeExceptionally(broken);
            }
        });
    }

    @Override
    public void close() throws Exception {
        if (thread != null) {
            thread.close();
        }
        if (shared != null) {
            shared.close();
        }
    }
}
