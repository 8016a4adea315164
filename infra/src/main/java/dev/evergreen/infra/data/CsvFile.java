package dev.evergreen.infra.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The lines of a CSV file, header checked, every line as wide as the header, cells stripped. */
final class CsvFile implements AutoCloseable {
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final Path path;
    private final CloseableIterator<CsvRecord> records;
    private final List<String> header;

    /** One line's cells, in the order of the header. */
    record Line(long number, List<String> cells) {}

    CsvFile(Path path) {
        this.path = path;
        this.records = open(path);
        try {
            this.header = readHeader();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    List<String> header() {
        return header;
    }

    /** The next line; empty at the end. */
    Optional<Line> next() {
        return nextRecord().map(record -> {
            long number = record.getStartingLineNumber();
            if (record.getFieldCount() != header.size()) {
                throw InvalidCsvException.ofLine(
                        path,
                        number,
                        "%d fields where the header has %d".formatted(record.getFieldCount(), header.size()));
            }
            var cells = record.getFields().stream().map(String::strip).toList();
            return new Line(number, cells);
        });
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> readHeader() {
        var names = nextRecord()
                .orElseThrow(() -> InvalidCsvException.ofFile(path, "is empty; a header and rows are needed"))
                .getFields()
                .stream()
                .map(String::strip)
                .toList();
        if (names.stream().allMatch(Numbers::isNumber)) {
            throw InvalidCsvException.ofLine(path, 1, "holds only numbers; it must name the columns");
        }
        var seen = new HashSet<String>();
        for (String name : names) {
            if (name.isEmpty()) {
                throw InvalidCsvException.ofLine(path, 1, "column %d has no name".formatted(names.indexOf(name) + 1));
            }
            if (!seen.add(name)) {
                throw InvalidCsvException.ofLine(
                        path, 1, "the name %s stands there twice".formatted(InvalidCsvException.quote(name)));
            }
        }
        return names;
    }

    private Optional<CsvRecord> nextRecord() {
        try {
            return Optional.of(records.next());
        } catch (NoSuchElementException _) {
            return Optional.empty();
        } catch (CsvParseException e) {
            throw InvalidCsvException.ofFile(path, "cannot be read as CSV: " + e.getMessage());
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw InvalidCsvException.ofFile(path, "is not UTF-8 text");
            }
            throw e;
        }
    }

    private static CloseableIterator<CsvRecord> open(Path path) {
        try {
            if (Files.isDirectory(path)) {
                throw InvalidCsvException.ofFile(path, "is a directory, not a CSV file");
            }
            var reader = Files.newBufferedReader(path, StandardCharsets.UTF_8);
            skipByteOrderMark(reader);
            return CsvReader.builder()
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .ofCsvRecord(reader)
                    .iterator();
        } catch (NoSuchFileException _) {
            throw InvalidCsvException.ofFile(path, "no such file");
        } catch (CharacterCodingException _) {
            throw InvalidCsvException.ofFile(path, "is not UTF-8 text");
        } catch (IOException e) {
            throw InvalidCsvException.ofFile(path, "cannot be read: " + e.getMessage());
        }
    }

    private static void skipByteOrderMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
    }
}
