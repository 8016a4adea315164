package dev.evergreen.ingest.streams;

import dev.evergreen.ingest.event.RejectReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.MeasurableStat;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.common.metrics.stats.Value;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/** What one task of a pipeline counts, in the group {@value #GROUP}, tagged with both. */
final class Meters {
    static final String GROUP = "evergreen-ingest";

    private final ProcessingContext context;
    private final String pipeline;
    private final Sensor joined;
    private final Sensor waiting;
    private final Map<RejectReason, Sensor> rejected = new EnumMap<>(RejectReason.class);

    Meters(ProcessingContext context, String pipeline) {
        this.context = context;
        this.pipeline = pipeline;
        joined = sensor("joined-total", "Features that met their label", Map.of(), new CumulativeSum());
        waiting = sensor("waiting", "Messages that wait for their other side", Map.of(), new Value());
        for (RejectReason reason : RejectReason.values()) {
            rejected.put(
                    reason,
                    sensor(
                            "rejected-total",
                            "Messages turned away",
                            Map.of("reason", reason.key()),
                            new CumulativeSum()));
        }
    }

    void joined() {
        joined.record();
    }

    void rejected(RejectReason reason) {
        rejected.get(reason).record();
    }

    void waiting(long messages) {
        waiting.record((double) messages);
    }

    private Sensor sensor(String name, String description, Map<String, String> more, MeasurableStat stat) {
        var tags = new TreeMap<>(more);
        tags.put("pipeline", pipeline);
        tags.put("task-id", context.taskId().toString());
        // Sensors belong to the whole app; the tags and the thread keep one task's apart from another's.
        String unique = String.join(".", GROUP, Thread.currentThread().getName(), name, tags.toString());
        var sensor = context.metrics().addSensor(unique, RecordingLevel.INFO);
        sensor.add(new MetricName(name, GROUP, description, tags), stat);
        return sensor;
    }
}
