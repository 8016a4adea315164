package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.LabeledExample;

/**
 * A valid labeled example on its way into a window.
 *
 * @param eventTime milliseconds since the epoch
 * @param labelTime likewise, when the label became known
 * @param features {@code [features]}; nominal values as their code
 * @param label the class's code, or the number
 * @param partition of the {@code labeled} topic, with {@code offset} where it stands there
 */
@SuppressWarnings("ArrayRecordComponent") // A streamed type: Flink serializes arrays as they are.
public record LabeledRow(
        String pipeline,
        String id,
        long eventTime,
        long labelTime,
        double[] features,
        double label,
        int partition,
        long offset) {

    static LabeledRow of(String pipeline, LabeledExample example, int partition, long offset) {
        return new LabeledRow(
                pipeline,
                example.id(),
                example.eventTime().toEpochMilli(),
                example.labelTime().toEpochMilli(),
                example.features().toArray(),
                example.label(),
                partition,
                offset);
    }
}
