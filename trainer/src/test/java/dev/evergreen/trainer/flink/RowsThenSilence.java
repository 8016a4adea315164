package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.PipelineFile;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Makes of an endless sequence some rows and then, as a topic on which nothing more arrives, nothing: a source that ends
 * would let no more barriers pass.
 */
final class RowsThenSilence implements FlatMapFunction<Long, LabeledRow> {
    private static final long serialVersionUID = 1L;
    private static final long PAUSE_MS = 20;

    private final String pipeline;
    private final int count;
    private final int changed;
    private transient List<LabeledRow> rows;

    RowsThenSilence(Pipeline pipeline, int count) {
        this(pipeline, count, count);
    }

    /** @param changed from which row on what was a yes is a no */
    RowsThenSilence(Pipeline pipeline, int count, int changed) {
        this.pipeline = PipelineFile.write(pipeline);
        this.count = count;
        this.changed = changed;
    }

    @Override
    public void flatMap(Long number, Collector<LabeledRow> out) throws InterruptedException {
        if (rows == null) {
            rows = Examples.rows(PipelineFile.parse(pipeline, "pipeline").getFirst(), count, changed);
        }
        if (number < count) {
            out.collect(rows.get(number.intValue()));
        } else {
            Thread.sleep(PAUSE_MS);
        }
    }
}
