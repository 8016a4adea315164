package dev.evergreen.infra.chaos;

import dev.evergreen.evaluator.streams.ModelListener;
import dev.evergreen.infra.embedded.EmbeddedStack;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.List;

/** All of it in this JVM, where nobody is killed. Winners must be the same as of a deployment. */
record InThisProcess(EmbeddedStack stack, Path windows) implements Stage {

    /** Returns when all of it runs. */
    static InThisProcess start(Pipeline pipeline) throws Exception {
        var stack = EmbeddedStack.start(List.of(pipeline), ModelListener.none());
        return new InThisProcess(stack, stack.windows().resolve(pipeline.name()));
    }

    @Override
    public KafkaConnection kafka() {
        return stack.connection();
    }

    @Override
    public void requireRunning() {
        stack.requireRunning();
    }

    @Override
    public Victim victim(Fault fault) {
        throw new IllegalStateException("nobody is killed here: " + fault);
    }

    /** The trainer ends with them. */
    @Override
    public void endApps() throws Exception {
        stack.endParts();
    }

    @Override
    public void close() throws Exception {
        stack.close();
    }
}
