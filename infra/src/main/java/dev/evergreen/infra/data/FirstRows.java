package dev.evergreen.infra.data;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import java.util.List;
import java.util.stream.Stream;

/**
 * A source cut short.
 *
 * @param size fewer than the source has
 */
record FirstRows(RowSource source, long size) implements RowSource {
    FirstRows {
        if (size < 1 || size >= source.size()) {
            throw new IllegalArgumentException("%d of %d rows".formatted(size, source.size()));
        }
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public List<Feature> features() {
        return source.features();
    }

    @Override
    public Label label() {
        return source.label();
    }

    @Override
    public Stream<Row> rows() {
        return source.rows().limit(size);
    }
}
