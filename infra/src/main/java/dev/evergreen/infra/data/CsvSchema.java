package dev.evergreen.infra.data;

import static dev.evergreen.infra.data.InvalidCsvException.quote;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which columns a CSV file's features and label are, and of what type. */
record CsvSchema(List<Feature> features, Label label, long rows) {

    /** Reads the whole file once: types follow from the cells where {@code roles} does not say. */
    static CsvSchema infer(Path path, CsvRoles roles) {
        try (var file = new CsvFile(path)) {
            checkColumns(path, file.header(), roles);
            var scans = file.header().stream().map(_ -> new ColumnScan()).toList();
            var needed = file.header().stream()
                    .map(name ->
                            !roles.missing().contains(name) && !roles.ignored().contains(name))
                    .toList();
            long rows = 0;
            for (var line = file.next(); line.isPresent(); line = file.next()) {
                var cells = line.get().cells();
                for (int c = 0; c < cells.size(); c++) {
                    if (!cells.get(c).isEmpty()) {
                        scans.get(c).add(line.get().number(), cells.get(c));
                    } else if (needed.get(c)) {
                        throw InvalidCsvException.emptyCell(
                                path, line.get().number(), file.header().get(c));
                    }
                }
                rows++;
            }
            if (rows == 0) {
                throw InvalidCsvException.ofFile(path, "has a header but no rows");
            }
            return of(path, file.header(), scans, roles, rows);
        }
    }

    static InvalidCsvException noSuchColumn(Path path, String column, List<String> header) {
        return InvalidCsvException.ofFile(
                path, "has no column %s; its columns: %s".formatted(quote(column), String.join(", ", header)));
    }

    private static void checkColumns(Path path, List<String> header, CsvRoles roles) {
        if (roles.missing().contains(roles.label())) {
            throw InvalidCsvException.ofColumn(path, roles.label(), "the label may not be missing");
        }
        var named = Stream.of(
                        Stream.of(roles.label()),
                        new TreeSet<>(roles.nominal()).stream(),
                        roles.ignored().stream(),
                        new TreeSet<>(roles.missing()).stream())
                .flatMap(s -> s)
                .toList();
        for (String name : named) {
            if (!header.contains(name)) {
                throw noSuchColumn(path, name, header);
            }
        }
        if (header.stream()
                .allMatch(name -> name.equals(roles.label()) || roles.ignored().contains(name))) {
            throw InvalidCsvException.ofFile(path, "has no column for a feature beside the label");
        }
    }

    private static CsvSchema of(Path path, List<String> header, List<ColumnScan> scans, CsvRoles roles, long rows) {
        var features = new ArrayList<Feature>();
        for (int c = 0; c < header.size(); c++) {
            String name = header.get(c);
            if (!name.equals(roles.label()) && !roles.ignored().contains(name)) {
                Feature feature =
                        feature(path, name, scans.get(c), roles.nominal().contains(name));
                features.add(roles.missing().contains(name) ? feature.allowingMissing() : feature);
            }
        }
        return new CsvSchema(List.copyOf(features), label(path, scans.get(header.indexOf(roles.label())), roles), rows);
    }

    private static Feature feature(Path path, String name, ColumnScan scan, boolean declaredNominal) {
        if (scan.isNumeric() && !declaredNominal) {
            return Feature.numeric(name);
        }
        if (scan.isMostlyNumeric() && !declaredNominal) {
            throw notANumber(path, name, scan, "if the column holds names, say --nominal " + name);
        }
        if (scan.hasManyLevels()) {
            throw InvalidCsvException.ofColumn(
                    path,
                    name,
                    "more than %d different values; leave it out with --ignore %s"
                            .formatted(ColumnScan.MAX_LEVELS, name));
        }
        if (scan.levels().size() < 2) {
            throw InvalidCsvException.ofColumn(
                    path, name, "the same value in every row; leave it out with --ignore " + name);
        }
        return Feature.nominal(name, Numbers.inNaturalOrder(scan.levels()));
    }

    private static Label label(Path path, ColumnScan scan, CsvRoles roles) {
        if (roles.regression()) {
            if (!scan.isNumeric()) {
                throw notANumber(path, roles.label(), scan, "a label of classes goes without --regression");
            }
            return new Label.Regression(roles.label());
        }
        if (scan.hasManyLevels()) {
            throw InvalidCsvException.ofColumn(
                    path,
                    roles.label(),
                    "more than %d classes; for a numeric target say --regression".formatted(ColumnScan.MAX_LEVELS));
        }
        if (scan.levels().size() < 2) {
            throw InvalidCsvException.ofColumn(
                    path,
                    roles.label(),
                    "only the class %s; two are needed".formatted(quote(String.join("", scan.levels()))));
        }
        return new Label.Classes(roles.label(), Numbers.inNaturalOrder(scan.levels()));
    }

    private static InvalidCsvException notANumber(Path path, String name, ColumnScan scan, String advice) {
        return InvalidCsvException.ofCell(
                path, scan.oddLine(), name, "%s is not a number; %s".formatted(quote(scan.oddCell()), advice));
    }
}
