package dev.evergreen.infra.load;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.process.Companion;
import dev.evergreen.infra.process.JavaCommand;
import dev.evergreen.infra.process.TreeMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** A process that takes part in a measurement, as the one that measures sees it. */
public final class LoadMember implements AutoCloseable {
    /** Of a broker, in MiB: what Kafka's own scripts give it. */
    public static final int BROKER_HEAP_MB = 1_024;

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Companion<LoadMessage> process;
    private final TreeMemory memory = new TreeMemory();
    private final BlockingQueue<String> ready = new LinkedBlockingQueue<>();
    private final BlockingQueue<Double> live = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> serving = new LinkedBlockingQueue<>();
    private volatile OptionalDouble collectedMb = OptionalDouble.empty();

    private LoadMember(String name, List<String> command, Consumer<String> notes) {
        process = Companion.start(name, command, LoadMessage.class, this::hear, notes);
    }

    /**
     * Starts it.
     *
     * @param name for messages
     * @param temporary folder for its temporary files
     * @param arguments of the role
     * @param notes hears what it prints beside figures
     */
    public static LoadMember start(
            JavaCommand java, String name, Role role, Path temporary, List<String> arguments, Consumer<String> notes) {
        var words = java.running(LoadProcess.class, temporary, List.of(role.name()));
        words.addAll(arguments);
        return new LoadMember(name, words, notes);
    }

    /** Starts a broker that keeps its data in a folder within the one given. */
    public static LoadMember broker(JavaCommand java, Path folder, Consumer<String> notes) {
        return start(
                java,
                Role.BROKER.key(),
                Role.BROKER,
                folder,
                List.of(folder.resolve("kafka").toString()),
                notes);
    }

    private void hear(LoadMessage message) {
        switch (message) {
            case LoadMessage.Ready r -> ready.add(r.bootstrapServers());
            case LoadMessage.Live l -> live.add(l.heapMb());
            case LoadMessage.ModelServes m -> serving.add(m.round());
            case LoadMessage.Collected c -> collectedMb = OptionalDouble.of(c.heapMb());
        }
    }

    /**
     * Returns where its Kafka is, when it works.
     *
     * @throws BadInputException if it does not come to that
     */
    public String awaitReady() throws InterruptedException {
        return process.await(ready, PATIENCE, "is not ready");
    }

    /** What is in use on its heap after a full collection, for which it stops for a moment. */
    public double liveHeapMb() throws IOException, InterruptedException {
        process.nudge();
        return process.await(live, PATIENCE, "does not answer");
    }

    /**
     * Returns the round of the next model that begins to answer there, each of them once.
     *
     * @throws BadInputException if none does
     */
    public long awaitNextModel() throws InterruptedException {
        return process.await(serving, PATIENCE, "has no other model that answers");
    }

    /** @throws BadInputException if it has ended, with what it said last */
    public void requireAlive() throws InterruptedException {
        process.requireAlive();
    }

    /** Seconds that it has had so far; 0 where the system does not tell. */
    public double cpuS() throws InterruptedException {
        return ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().totalCpuDuration())
                .map(cpu -> cpu.toNanos() / 1e9)
                .orElse(0.0);
    }

    /** Resident now; empty where the system does not tell. */
    public OptionalDouble rssMb() throws InterruptedException {
        return memory.nowMb(process.pid());
    }

    /** What the newest collections left on its heap, the least of a second; empty before the first. */
    public OptionalDouble collectedHeapMb() {
        return collectedMb;
    }

    @Override
    public void close() throws Exception {
        process.close();
    }
}
