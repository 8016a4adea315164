package dev.evergreen.infra.replay;

import dev.evergreen.infra.data.Row;
import dev.evergreen.infra.data.RowSource;
import dev.evergreen.ingest.event.EventWriter;
import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.LabelEvent;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Sends a source's rows to a pipeline's {@code features} and {@code labels}: each row's features, and after them the
 * label of the row that is {@link Schedule#labelDelay} back; at the end the labels that are still owed. Ids are
 * {@code <pipeline>-000000000} and so on, the same in every replay. For one run on one thread.
 */
public final class Replay {
    private final RowSource source;
    private final Pipeline pipeline;
    private final Schedule schedule;
    private final Producer<String, byte[]> producer;
    private final Pace pace;
    private final Consumer<ReplayProgress> progress;

    private final EventWriter writer;
    private final Acknowledgements acknowledgements = new Acknowledgements();
    private final ArrayDeque<Double> owed = new ArrayDeque<>();
    private long featuresSent;
    private long labelsSent;

    /**
     * @param source of rows with the pipeline's features and label
     * @param producer that stays the caller's to close
     * @param progress told after each row, and when all is acknowledged; on the replay's thread
     */
    public Replay(
            RowSource source,
            Pipeline pipeline,
            Schedule schedule,
            Producer<String, byte[]> producer,
            Pace pace,
            Consumer<ReplayProgress> progress) {
        if (!source.features().equals(pipeline.features()) || !source.label().equals(pipeline.label())) {
            throw new IllegalArgumentException("the source's columns are not those of pipeline " + pipeline.name());
        }
        this.source = source;
        this.pipeline = pipeline;
        this.schedule = schedule;
        this.producer = producer;
        this.pace = pace;
        this.progress = progress;
        this.writer = new EventWriter(pipeline);
    }

    /**
     * Returns when the broker has acknowledged everything.
     *
     * @throws KafkaException if it refused a record
     */
    public ReplayProgress run() throws InterruptedException {
        long begin = System.nanoTime();
        try (var rows = source.rows()) {
            for (var all = rows.iterator(); all.hasNext(); ) {
                waitUntil(begin + schedule.dueNanos(featuresSent));
                send(all.next());
                acknowledgements.check();
                progress.accept(state());
            }
        }
        while (!owed.isEmpty()) {
            waitUntil(begin + schedule.dueNanos(labelsSent + schedule.labelDelay()));
            sendLabel();
            acknowledgements.check();
            progress.accept(state());
        }
        producer.flush();
        acknowledgements.check();
        progress.accept(state());
        return state();
    }

    private void send(Row row) throws InterruptedException {
        var event = new FeatureEvent(id(featuresSent), schedule.featureTime(featuresSent), row.features());
        send(pipeline.topics().features(), event.id(), writer.features(event));
        featuresSent++;
        owed.add(row.label());
        if (owed.size() > schedule.labelDelay()) {
            sendLabel();
        }
    }

    private void sendLabel() throws InterruptedException {
        pace.beforeLabel(labelsSent);
        var event = new LabelEvent(id(labelsSent), schedule.labelTime(labelsSent), owed.remove());
        send(pipeline.topics().labels(), event.id(), writer.label(event));
        labelsSent++;
    }

    private void send(String topic, String id, byte[] value) {
        var _ = producer.send(new ProducerRecord<>(topic, id, value), acknowledgements);
    }

    private String id(long row) {
        return id(pipeline, row);
    }

    /** The id that every replay sends a row's features and label with; rows count from 0. */
    public static String id(Pipeline pipeline, long row) {
        return "%s-%09d".formatted(pipeline.name(), row);
    }

    /**
     * The index of the row, from 0, whose features and label were sent with an id.
     *
     * @throws NumberFormatException if no replay makes such ids
     */
    public static long row(String id) {
        return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
    }

    private ReplayProgress state() {
        return new ReplayProgress(source.size(), featuresSent, labelsSent, acknowledgements.count());
    }

    private static void waitUntil(long nanoTime) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanoTime - System.nanoTime());
    }
}
