package dev.evergreen.infra.data;

import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A CSV file whose rows are read one at a time, never held all at once. */
public final class CsvTable implements RowSource {
    private static final int LONGEST_NAME = 80;

    private final Path path;
    private final String name;
    private final CsvSchema schema;

    private CsvTable(Path path, String name, CsvSchema schema) {
        this.path = path;
        this.name = name;
        this.schema = schema;
    }

    /**
     * Reads the file once to learn the columns' types, the classes and the number of rows.
     *
     * @throws InvalidCsvException if it cannot be used
     */
    public static CsvTable infer(Path path, CsvRoles roles) {
        return new CsvTable(path, nameOf(path), CsvSchema.infer(path, roles));
    }

    /**
     * Takes types and classes from a pipeline, and reads the file once to check every cell against them. Columns that
     * the pipeline does not name are left out.
     *
     * @throws InvalidCsvException if a column is missing or a cell is not what the pipeline says
     */
    public static CsvTable of(Path path, Pipeline pipeline) {
        var unchecked = new CsvTable(path, pipeline.name(), new CsvSchema(pipeline.features(), pipeline.label(), 0));
        long rows;
        try (var all = unchecked.rows()) {
            rows = all.mapToLong(_ -> 1).sum();
        }
        if (rows == 0) {
            throw InvalidCsvException.ofFile(path, "has a header but no rows");
        }
        return new CsvTable(path, pipeline.name(), new CsvSchema(pipeline.features(), pipeline.label(), rows));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Feature> features() {
        return schema.features();
    }

    @Override
    public Label label() {
        return schema.label();
    }

    @Override
    public long size() {
        return schema.rows();
    }

    @Override
    public Stream<Row> rows() {
        var file = new CsvFile(path);
        try {
            var columns = schema.features().stream()
                    .map(feature -> CsvColumn.of(path, file.header(), feature))
                    .toList();
            var label = CsvColumn.of(path, file.header(), schema.label());
            return Stream.generate(file::next)
                    .takeWhile(Optional::isPresent)
                    .map(line -> row(columns, label, line.get()))
                    .onClose(file::close);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Row row(List<CsvColumn> columns, CsvColumn label, CsvFile.Line line) {
        var values = new double[columns.size()];
        for (int f = 0; f < values.length; f++) {
            values[f] = columns.get(f).code(line);
        }
        return new Row(FeatureVector.owning(values), label.code(line));
    }

    private static String nameOf(Path path) {
        String file =
                Optional.ofNullable(path.getFileName()).map(Path::toString).orElse("");
        int dot = file.lastIndexOf('.');
        String name = (dot > 0 ? file.substring(0, dot) : file).replaceAll("[^A-Za-z0-9._-]+", "-");
        return name.isEmpty() ? "data" : name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }
}
