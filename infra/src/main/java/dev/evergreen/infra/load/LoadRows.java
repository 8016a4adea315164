package dev.evergreen.infra.load;

import dev.evergreen.infra.data.Row;
import dev.evergreen.infra.data.RowSource;
import dev.evergreen.infra.replay.Schedule;
import dev.evergreen.ingest.event.EventWriter;
import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.LabelEvent;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A source's rows as messages without end: after the last row comes the first, with another id. All but ids and times is
 * written beforehand, so that whoever sends them takes little from whoever is measured.
 */
public final class LoadRows {
    private static final String ID = "x";

    private final String prefix;
    private final Schedule schedule;
    private final List<byte[]> features = new ArrayList<>();
    private final List<byte[]> labels = new ArrayList<>();

    /** @param pipeline with the source's features and label; its name begins the ids */
    public LoadRows(RowSource source, Pipeline pipeline, Schedule schedule) {
        this.prefix = pipeline.name() + "-";
        this.schedule = schedule;
        var writer = new EventWriter(pipeline);
        var time = Instant.EPOCH;
        int head = head(ID, time).length;
        try (var rows = source.rows()) {
            for (Row row : (Iterable<Row>) rows::iterator) {
                features.add(tail(writer.features(new FeatureEvent(ID, time, row.features())), head));
                labels.add(tail(writer.label(new LabelEvent(ID, time, row.label())), head));
            }
        }
    }

    /** The number of the row, from 0, that has an id. */
    static int row(String id) {
        return Integer.parseInt(id.substring(id.lastIndexOf('-') + 1));
    }

    int labelDelay() {
        return schedule.labelDelay();
    }

    String id(long row) {
        return prefix + row;
    }

    byte[] features(long row) {
        return message(id(row), schedule.featureTime(row), features.get(index(row)));
    }

    byte[] label(long row) {
        return message(id(row), schedule.labelTime(row), labels.get(index(row)));
    }

    private int index(long row) {
        return (int) (row % features.size());
    }

    private static byte[] message(String id, Instant time, byte[] tail) {
        byte[] head = head(id, time);
        byte[] whole = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, whole, head.length, tail.length);
        return whole;
    }

    /** What {@link EventWriter} begins its messages with. */
    private static byte[] head(String id, Instant time) {
        return ("{\"id\":\"" + id + "\",\"event_time\":\"" + time + "\"").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] tail(byte[] message, int head) {
        return Arrays.copyOfRange(message, head, message.length);
    }
}
