package dev.evergreen.infra.data;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.List;
import java.util.stream.Stream;

/** Labeled rows in time order that can be read again and again, one at a time. */
public interface RowSource {

    /** Fit for a pipeline's name. */
    String name();

    List<Feature> features();

    Label label();

    /** How many rows there are. */
    long size();

    /**
     * The rows from the first on. Close the stream.
     *
     * @throws InvalidCsvException while reading, if the file has changed for the worse since it was checked
     */
    Stream<Row> rows();

    /** The pipeline that a file of nothing but these features and this label describes. */
    default Pipeline pipeline() {
        return Pipeline.of(name(), features(), label());
    }

    /** The first rows of this source, at most so many. */
    default RowSource first(long rows) {
        return rows >= size() ? this : new FirstRows(this, rows);
    }
}
