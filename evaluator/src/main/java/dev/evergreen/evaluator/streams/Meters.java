package dev.evergreen.evaluator.streams;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.MeasurableStat;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.common.metrics.stats.Value;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/** The metrics of one task and pipeline, in the group {@value #GROUP}, tagged with both. */
final class Meters {
    static final String GROUP = "evergreen-evaluator";

    private final ProcessingContext context;
    private final String pipeline;

    Meters(ProcessingContext context, String pipeline) {
        this.context = context;
        this.pipeline = pipeline;
    }

    /** Adds up what is recorded since the process began. */
    Sensor counter(String name, String description) {
        return sensor(name + "-total", description, Map.of(), new CumulativeSum());
    }

    /** The same, with a tag more. */
    Sensor counter(String name, String description, String tag, String value) {
        return sensor(name + "-total", description, Map.of(tag, value), new CumulativeSum());
    }

    /** Shows what was recorded last. */
    Sensor gauge(String name, String description) {
        return sensor(name, description, Map.of(), new Value());
    }

    private Sensor sensor(String name, String description, Map<String, String> more, MeasurableStat stat) {
        var tags = new TreeMap<>(more);
        tags.put("pipeline", pipeline);
        tags.put("task-id", context.taskId().toString());
        var sensor = context.metrics()
                .addSensor(
                        String.join(".", GROUP, Thread.currentThread().getName(), pipeline, tags.toString(), name),
                        RecordingLevel.INFO);
        sensor.add(new MetricName(name, GROUP, description, tags), stat);
        return sensor;
    }
}
