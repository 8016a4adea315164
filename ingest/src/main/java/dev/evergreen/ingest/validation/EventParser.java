package dev.evergreen.ingest.validation;

import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.LabelEvent;
import dev.evergreen.ingest.event.LabeledExample;
import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads a pipeline's messages from bytes that may hold anything: whatever they are, the answer is a value. Keys and
 * values may be null, as Kafka hands them over. Thread-safe.
 */
public final class EventParser {
    private final FeatureReader features;
    private final LabelReader label;
    private final ControlReader control;

    public EventParser(Pipeline pipeline) {
        features = new FeatureReader(pipeline.features());
        label = new LabelReader(pipeline.label());
        control = new ControlReader(pipeline.name());
    }

    /** @param timestamp of the Kafka record, in ms */
    public Parsed<FeatureEvent> features(byte[] key, byte[] value, long timestamp) {
        return Document.read(value, Limits.INPUT, json -> {
            var fields = new EventFields(json, Optional.of(features), Optional.empty(), false);
            var envelope = envelope(key, timestamp);
            envelope.checkId(fields.id());
            return new FeatureEvent(fields.id(), envelope.time("event_time", fields.eventTime()), fields.features());
        });
    }

    /** @param timestamp of the Kafka record, in ms */
    public Parsed<LabelEvent> label(byte[] key, byte[] value, long timestamp) {
        return Document.read(value, Limits.INPUT, json -> {
            var fields = new EventFields(json, Optional.empty(), Optional.of(label), false);
            var envelope = envelope(key, timestamp);
            envelope.checkId(fields.id());
            return new LabelEvent(fields.id(), envelope.time("event_time", fields.eventTime()), fields.label());
        });
    }

    /** @param timestamp of the Kafka record, in ms */
    public Parsed<LabeledExample> labeled(byte[] key, byte[] value, long timestamp) {
        return Document.read(value, Limits.LABELED, json -> {
            var fields = new EventFields(json, Optional.of(features), Optional.of(label), true);
            var envelope = envelope(key, timestamp);
            envelope.checkId(fields.id());
            return new LabeledExample(
                    fields.id(),
                    envelope.time("event_time", fields.eventTime()),
                    envelope.time("label_time", fields.labelTime()),
                    fields.features(),
                    fields.label());
        });
    }

    /** The key counts for nothing here: the topic belongs to the pipeline. */
    public Parsed<ControlMessage> control(byte[] value) {
        return Document.read(value, Limits.INPUT, control::read);
    }

    private static Envelope envelope(byte[] key, long timestamp) {
        return new Envelope(Optional.ofNullable(key), Instant.ofEpochMilli(timestamp));
    }
}
