package dev.evergreen.infra.data;

import dev.evergreen.ingest.text.OneLine;
import java.nio.file.Path;

/** A CSV file that cannot be used; its message names file, line and column in one line. */
public final class InvalidCsvException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_QUOTE = 40;

    private InvalidCsvException(String message) {
        super(message);
    }

    static InvalidCsvException ofFile(Path file, String problem) {
        return new InvalidCsvException("%s: %s".formatted(file, problem));
    }

    static InvalidCsvException ofLine(Path file, long line, String problem) {
        return new InvalidCsvException("%s line %d: %s".formatted(file, line, problem));
    }

    static InvalidCsvException ofColumn(Path file, String column, String problem) {
        return new InvalidCsvException("%s, column '%s': %s".formatted(file, column, problem));
    }

    static InvalidCsvException emptyCell(Path path, long line, String column) {
        return ofCell(
                path,
                line,
                column,
                "is empty; every cell needs a value, but for those of --missing COLUMN, or of a feature with missing: allowed");
    }

    static InvalidCsvException ofCell(Path file, long line, String column, String problem) {
        return new InvalidCsvException("%s line %d, column '%s': %s".formatted(file, line, column, problem));
    }

    /** A cell's text for a message. */
    static String quote(String text) {
        return "'" + OneLine.of(text, LONGEST_QUOTE) + "'";
    }
}
