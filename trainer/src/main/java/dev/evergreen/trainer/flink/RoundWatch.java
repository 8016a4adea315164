package dev.evergreen.trainer.flink;

import dev.evergreen.trainer.resource.LiveHeap;
import dev.evergreen.trainer.resource.MachineLoad;
import dev.evergreen.trainer.resource.PressureSampler;
import dev.evergreen.trainer.resource.ProcessCost;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells what this process has met since it was first asked to fit for a round. Thread-safe. */
final class RoundWatch implements AutoCloseable {
    private final PressureSampler sampler = PressureSampler.start();
    private final Map<String, Began> byPipeline = new ConcurrentHashMap<>();

    private record Began(long round, PressureSampler.Mark mark, double gcS) {}

    /** Begins to watch, unless it does so already. */
    void begin(String pipeline, long round) {
        byPipeline.compute(
                pipeline,
                (_, began) -> began != null && began.round() == round
                        ? began
                        : new Began(round, sampler.mark(), ProcessCost.now().gcS()));
    }

    /** Up to now; of a round that was begun here. */
    ProcessLoad load(String pipeline) {
        Began began = byPipeline.get(pipeline);
        MachineLoad met = sampler.since(began.mark());
        return new ProcessLoad(
                ProcessMeter.thisProcess(),
                met.wallS(),
                ProcessCost.now().gcS() - began.gcS(),
                LiveHeap.bytes(),
                LiveHeap.max(),
                met.throttledS(),
                met.runQueue(),
                met.otherCpu(),
                met.cores().orElseGet(() -> Runtime.getRuntime().availableProcessors()));
    }

    @Override
    public void close() throws InterruptedException {
        sampler.close();
    }
}
