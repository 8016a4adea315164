package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.BenchIngestOptions;
import dev.evergreen.infra.cli.Progress;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.infra.load.Assignment;
import dev.evergreen.infra.load.LoadMember;
import dev.evergreen.infra.load.LoadRows;
import dev.evergreen.infra.load.LoadTopics;
import dev.evergreen.infra.load.Role;
import dev.evergreen.infra.process.JavaCommand;
import dev.evergreen.infra.replay.Schedule;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.PipelineFile;
import dev.evergreen.trainer.resource.ProcessCost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;

/** Where load is measured: a broker that runs, and what is needed to let others work at it. */
record LoadStage(
        BenchIngestOptions options,
        Path folder,
        JavaCommand java,
        LoadMember broker,
        KafkaConnection kafka,
        Progress progress) {

    /** So many label delays an id is remembered. */
    private static final int REMEMBERED = 10;

    /** Event time between two rows: what waits and what is remembered is then the same at any rate. */
    private static final Duration STEP = Duration.ofMillis(1);

    LoadTopics topics() {
        return new LoadTopics(kafka);
    }

    /** The pipeline of the rows, on topics of its own. */
    Pipeline pipeline(String name) {
        return options.source().pipeline().named(name).withLabelsWithin(STEP.multipliedBy(rememberedRows()));
    }

    int rememberedRows() {
        return REMEMBERED * options.labelDelay();
    }

    LoadRows rows(Pipeline pipeline) {
        var schedule = new Schedule(Schedule.DEFAULT_START, STEP, options.labelDelay(), OptionalDouble.empty());
        return new LoadRows(options.source(), pipeline, schedule);
    }

    /**
     * Starts somebody who works on a pipeline.
     *
     * @param name tells its group from others on the same topics
     */
    LoadMember start(Role role, Pipeline pipeline, String name) throws IOException {
        Path yaml = Files.writeString(folder.resolve(pipeline.name() + ".yaml"), PipelineFile.write(pipeline));
        var assignment = new Assignment(kafka.bootstrapServers(), yaml, name, folder.resolve("state-" + name));
        return LoadMember.start(
                java.withHeap(options.heapMb()), role.key(), role, folder, assignment.words(), progress::note);
    }

    /** CPU seconds of all that take part: this process, the broker, and somebody else. */
    double cpuS(LoadMember member) throws InterruptedException {
        return ProcessCost.now().cpuS() + broker.cpuS() + member.cpuS();
    }
}
