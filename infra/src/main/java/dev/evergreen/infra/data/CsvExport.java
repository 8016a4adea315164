package dev.evergreen.infra.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Writes a source's rows as a CSV file from which {@link CsvTable} reads the same rows, to the last bit. */
public final class CsvExport {
    private CsvExport() {}

    /** A header, then the rows in their order, one at a time; what stands in the file is overwritten. */
    public static void write(RowSource source, Path file) throws IOException {
        List<Feature> features = source.features();
        try (var csv = CsvWriter.builder().build(file);
                var rows = source.rows()) {
            var header = new ArrayList<String>();
            features.forEach(feature -> header.add(feature.name()));
            header.add(source.label().name());
            csv.writeRecord(header);
            for (Iterator<Row> next = rows.iterator(); next.hasNext(); ) {
                csv.writeRecord(cells(next.next(), features, source.label()));
            }
        }
    }

    private static List<String> cells(Row row, List<Feature> features, Label label) {
        var cells = new ArrayList<String>(features.size() + 1);
        for (int f = 0; f < features.size(); f++) {
            cells.add(cell(row.features().get(f), features.get(f).values()));
        }
        cells.add(cell(
                row.label(),
                switch (label) {
                    case Label.Classes c -> c.classes();
                    case Label.Regression _ -> List.of();
                }));
        return cells;
    }

    /** The name that a code stands for, or the shortest text that means this number and no other; nothing for NaN. */
    private static String cell(double value, List<String> names) {
        if (Double.isNaN(value)) {
            return "";
        }
        return names.isEmpty() ? Double.toString(value) : names.get((int) value);
    }
}
