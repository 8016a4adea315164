package dev.evergreen.infra.search;

import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.trainer.flink.Signal;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Makes of an endless sequence what a job hears on {@code searches} and {@code control}: that a round is over, once its
 * result is given back, and then that the next is wanted.
 */
final class ReturnedResults implements FlatMapFunction<Long, Signal> {
    private static final long serialVersionUID = 1L;
    /** After it the job looks whether it is to end. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final Handover.End<byte[]> results;
    private final String pipeline;
    private final int rounds;
    private int round = 1;

    /**
     * @param results in JSON, as they were published
     * @param rounds how many are wanted in all
     */
    ReturnedResults(Handover.End<byte[]> results, String pipeline, int rounds) {
        this.results = results;
        this.pipeline = pipeline;
        this.rounds = rounds;
    }

    @Override
    public void flatMap(Long number, Collector<Signal> out) throws Exception {
        Optional<byte[]> result = results.take(PATIENCE);
        if (result.isEmpty()) {
            return;
        }
        byte[] json = result.get();
        out.collect(Signal.finished(pipeline, Json.read(json, SearchResult.class, Integer.MAX_VALUE), json));
        if (round++ < rounds) {
            out.collect(Signal.retrain(new ControlMessage(
                    pipeline, ControlMessage.Command.RETRAIN, ControlMessage.Cause.USER, "round " + round)));
        }
    }
}
