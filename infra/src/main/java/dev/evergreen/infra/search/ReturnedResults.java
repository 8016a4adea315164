package dev.evergreen.infra.search;

import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.trainer.flink.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Makes of an endless sequence what a job hears on {@code searches} and {@code control}: that a round is over, once its
 * result is put into a folder, and then that the next is wanted.
 */
final class ReturnedResults implements FlatMapFunction<Long, Signal> {
    private static final long serialVersionUID = 1L;
    private static final long PAUSE_MS = 20;

    private final String folder;
    private final String pipeline;
    private final int rounds;
    private int round = 1;

    /** @param rounds how many are wanted in all */
    ReturnedResults(Path folder, String pipeline, int rounds) {
        this.folder = folder.toString();
        this.pipeline = pipeline;
        this.rounds = rounds;
    }

    /** Hands a round's result back to the job. */
    static void put(Path folder, int round, byte[] result) throws IOException {
        Path written = Files.write(folder.resolve(round + ".part"), result);
        Files.move(written, file(folder, round), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path file(Path folder, int round) {
        return folder.resolve(round + ".json");
    }

    @Override
    public void flatMap(Long number, Collector<Signal> out) throws Exception {
        Path result = file(Path.of(folder), round);
        if (!Files.exists(result)) {
            Thread.sleep(PAUSE_MS);
            return;
        }
        byte[] json = Files.readAllBytes(result);
        out.collect(Signal.finished(pipeline, Json.read(json, SearchResult.class, Integer.MAX_VALUE), json));
        if (round++ < rounds) {
            out.collect(Signal.retrain(new ControlMessage(
                    pipeline, ControlMessage.Command.RETRAIN, ControlMessage.Cause.USER, "round " + round)));
        }
    }
}
