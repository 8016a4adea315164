package dev.evergreen.infra.data;

import static dev.evergreen.infra.data.InvalidCsvException.quote;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One column of a CSV file, and how its cells become codes.
 *
 * @param codes of the names, in order; empty if the cells are numbers
 * @param mayBeEmpty whether a cell may be empty, which is NaN
 */
record CsvColumn(
        Path path, String name, int position, List<String> names, Map<String, Double> codes, boolean mayBeEmpty) {
    private static final int NAMES_SHOWN = 10;

    static CsvColumn of(Path path, List<String> header, Feature feature) {
        return of(path, header, feature.name(), feature.values(), feature.mayBeMissing());
    }

    static CsvColumn of(Path path, List<String> header, Label label) {
        return switch (label) {
            case Label.Classes c -> of(path, header, c.name(), c.classes(), false);
            case Label.Regression r -> of(path, header, r.name(), List.of(), false);
        };
    }

    private static CsvColumn of(Path path, List<String> header, String name, List<String> names, boolean mayBeEmpty) {
        int position = header.indexOf(name);
        if (position < 0) {
            throw CsvSchema.noSuchColumn(path, name, header);
        }
        var codes = new HashMap<String, Double>();
        for (int code = 0; code < names.size(); code++) {
            codes.put(names.get(code), (double) code);
        }
        return new CsvColumn(path, name, position, names, Map.copyOf(codes), mayBeEmpty);
    }

    /** The name's code, or the number. */
    double code(CsvFile.Line line) {
        String cell = line.cells().get(position);
        if (cell.isEmpty()) {
            if (mayBeEmpty) {
                return Double.NaN;
            }
            throw InvalidCsvException.emptyCell(path, line.number(), name);
        }
        return codes.isEmpty() ? number(line, cell) : codeOfName(line, cell);
    }

    private double number(CsvFile.Line line, String cell) {
        double value = Numbers.parse(cell);
        if (Double.isNaN(value)) {
            throw InvalidCsvException.ofCell(
                    path,
                    line.number(),
                    name,
                    quote(cell) + " is not a number; the pipeline says that the column is numeric");
        }
        return value;
    }

    private double codeOfName(CsvFile.Line line, String cell) {
        Double code = codes.get(cell);
        if (code == null) {
            var shown = String.join(", ", names.subList(0, Math.min(names.size(), NAMES_SHOWN)));
            throw InvalidCsvException.ofCell(
                    path,
                    line.number(),
                    name,
                    "%s is none of the pipeline's values: %s%s"
                            .formatted(quote(cell), shown, names.size() > NAMES_SHOWN ? ", …" : ""));
        }
        return code;
    }
}
