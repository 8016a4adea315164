package dev.evergreen.infra.search;

import dev.evergreen.infra.data.CsvTable;
import dev.evergreen.infra.data.Row;
import dev.evergreen.infra.replay.Schedule;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.PipelineFile;
import dev.evergreen.trainer.flink.LabeledRow;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** The rows of a CSV file, in its order, for the numbers 0, 1, …: what is shipped is where the file is, not its rows. */
final class CsvRows extends RichMapFunction<Long, LabeledRow> {
    private final String file;
    private final String pipelineFile;
    private final int labelDelay;
    private transient String pipeline;
    private transient Schedule times;
    private transient Stream<Row> rows;
    private transient Iterator<Row> next;

    /** @param labelDelay how many rows a label comes after its features */
    CsvRows(Path file, Pipeline pipeline, int labelDelay) {
        this.file = file.toAbsolutePath().toString();
        this.pipelineFile = PipelineFile.write(pipeline);
        this.labelDelay = labelDelay;
    }

    @Override
    public void open(OpenContext context) {
        Pipeline parsed = PipelineFile.parse(pipelineFile, "pipeline").getFirst();
        pipeline = parsed.name();
        times = FileWindow.times(labelDelay);
        rows = CsvTable.of(Path.of(file), parsed).rows();
        next = rows.iterator();
    }

    @Override
    public LabeledRow map(Long number) {
        return FileWindow.labeled(pipeline, number, next.next(), times);
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
    }
}
