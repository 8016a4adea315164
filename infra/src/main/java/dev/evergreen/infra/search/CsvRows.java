package dev.evergreen.infra.search;

import dev.evergreen.infra.data.CsvTable;
import dev.evergreen.infra.data.Row;
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
    private transient String pipeline;
    private transient Stream<Row> rows;
    private transient Iterator<Row> next;

    CsvRows(Path file, Pipeline pipeline) {
        this.file = file.toAbsolutePath().toString();
        this.pipelineFile = PipelineFile.write(pipeline);
    }

    @Override
    public void open(OpenContext context) {
        Pipeline parsed = PipelineFile.parse(pipelineFile, "pipeline").getFirst();
        pipeline = parsed.name();
        rows = CsvTable.of(Path.of(file), parsed).rows();
        next = rows.iterator();
    }

    @Override
    public LabeledRow map(Long number) {
        return FileWindow.labeled(pipeline, number, next.next());
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
    }
}
