package dev.evergreen.infra.search;

import dev.evergreen.infra.data.Row;
import dev.evergreen.infra.data.RowSource;
import dev.evergreen.infra.replay.Schedule;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.flink.LabeledRow;
import dev.evergreen.trainer.window.TrainingData;
import dev.evergreen.trainer.window.TrainingDataBuilder;
import java.util.Iterator;
import java.util.OptionalDouble;

/** The window that a file's rows make: as the job sees them one by one, and all at once without it. */
public final class FileWindow {
    private FileWindow() {}

    /** Times of a file's rows, whose labels become known so many rows later. */
    static Schedule times(int labelDelay) {
        return Schedule.of(labelDelay, OptionalDouble.empty());
    }

    /** The rows that a {@link FileRound} over the same source trains on, in the same order. */
    public static TrainingData read(RowSource source, Pipeline pipeline) {
        Schedule times = times(0);
        var window = new TrainingDataBuilder(
                pipeline.features(), pipeline.label(), pipeline.topics().labeled(), Math.toIntExact(source.size()));
        try (var rows = source.rows()) {
            Iterator<Row> next = rows.iterator();
            for (long number = 0; next.hasNext(); number++) {
                Row row = next.next();
                LabeledRow labeled = labeled(pipeline.name(), number, row, times);
                window.add(
                        labeled.id(),
                        labeled.eventTime(),
                        row.features(),
                        labeled.label(),
                        labeled.partition(),
                        labeled.offset());
            }
        }
        return window.build().data();
    }

    /** Row number {@code number} of a file, in time order. */
    static LabeledRow labeled(String pipeline, long number, Row row, Schedule times) {
        return new LabeledRow(
                pipeline,
                "%09d".formatted(number),
                times.featureTime(number).toEpochMilli(),
                times.labelTime(number).toEpochMilli(),
                row.features().toArray(),
                row.label(),
                0,
                number);
    }
}
