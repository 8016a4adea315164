package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.MalformedJson;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.validation.EventParser;
import dev.evergreen.ingest.validation.Parsed;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Turns orders on {@code control} and the job's own results on {@code searches} into signals. The results come back this
 * way because a dataflow has no loops: that a round is over is known once its result is committed.
 */
final class SignalParser extends ProcessFunction<RawRecord, Signal> {
    static final OutputTag<OutputRecord> REJECTED = new OutputTag<>("rejected-signals") {};

    private final TrainerSpec spec;
    private transient Map<String, Pipeline> byTopic;

    SignalParser(TrainerSpec spec) {
        this.spec = spec;
    }

    @Override
    public void open(OpenContext context) {
        byTopic = new HashMap<>();
        for (Pipeline pipeline : spec.pipelines().values()) {
            byTopic.put(pipeline.topics().control(), pipeline);
            byTopic.put(pipeline.topics().searches(), pipeline);
        }
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<Signal> out) {
        Pipeline pipeline = byTopic.get(raw.topic());
        if (pipeline == null) {
            return; // Of a pipeline that this job ran when its state was saved, and no longer does.
        }
        if (raw.topic().equals(pipeline.topics().searches())) {
            finished(pipeline, raw, context, out);
        } else {
            ordered(pipeline, raw, context, out);
        }
    }

    private static void finished(Pipeline pipeline, RawRecord raw, Context context, Collector<Signal> out) {
        if (raw.value() == null) {
            context.output(REJECTED, Rejects.of(pipeline, raw, RejectReason.MALFORMED_JSON, "no value"));
            return;
        }
        try {
            SearchResult result = Json.read(raw.value(), SearchResult.class, Integer.MAX_VALUE);
            out.collect(Signal.finished(pipeline.name(), result, raw.value()));
        } catch (MalformedJson notOurs) {
            context.output(REJECTED, Rejects.of(pipeline, raw, RejectReason.MALFORMED_JSON, notOurs.getMessage()));
        }
    }

    private static void ordered(Pipeline pipeline, RawRecord raw, Context context, Collector<Signal> out) {
        switch (new EventParser(pipeline).control(raw.value())) {
            case Parsed.Accepted<ControlMessage>(ControlMessage message) -> {
                switch (message.command()) {
                    case RETRAIN -> out.collect(Signal.retrain(message));
                    // Who answers is the evaluator's business.
                    case PROMOTE, ROLLBACK -> {}
                }
            }
            case Parsed.Rejected<ControlMessage> rejected ->
                context.output(REJECTED, Rejects.of(pipeline, raw, rejected.reason(), rejected.detail()));
        }
    }
}
