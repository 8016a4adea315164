package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.LabeledExample;
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
 * Turns what lies on {@code labeled} into rows. Not all of it comes from ingest: users may produce there, so everything is
 * checked again and what fails goes to {@code rejected}.
 */
final class RowParser extends ProcessFunction<RawRecord, LabeledRow> {
    static final OutputTag<OutputRecord> REJECTED = new OutputTag<>("rejected-rows") {};

    private record Source(Pipeline pipeline, EventParser parser) {}

    private final TrainerSpec spec;
    private transient Map<String, Source> byTopic;

    RowParser(TrainerSpec spec) {
        this.spec = spec;
    }

    @Override
    public void open(OpenContext context) {
        byTopic = new HashMap<>();
        spec.pipelines().values().forEach(p -> byTopic.put(p.topics().labeled(), new Source(p, new EventParser(p))));
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<LabeledRow> out) {
        Source source = byTopic.get(raw.topic());
        if (source == null) {
            return; // Of a pipeline that this job ran when its state was saved, and no longer does.
        }
        switch (source.parser().labeled(raw.key(), raw.value(), raw.timestamp())) {
            case Parsed.Accepted<LabeledExample>(LabeledExample example) ->
                out.collect(LabeledRow.of(source.pipeline().name(), example, raw.partition(), raw.offset()));
            case Parsed.Rejected<LabeledExample> rejected ->
                context.output(REJECTED, Rejects.of(source.pipeline(), raw, rejected.reason(), rejected.detail()));
        }
    }
}
