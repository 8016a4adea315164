package dev.evergreen.infra.cli;

import dev.evergreen.ingest.text.OneLine;
import java.util.ArrayList;
import java.util.List;

/** Lines of cells under each other, as wide as their widest. */
final class TextTable {
    private static final int WIDEST = 500;
    private static final String GAP = "  ";

    private final List<List<String>> lines = new ArrayList<>();

    /** @param header empty for none */
    TextTable(List<String> header) {
        if (!header.isEmpty()) {
            lines.add(header);
        }
    }

    /** Cells may hold foreign text: what could break a line or a terminal is replaced. */
    void add(List<String> cells) {
        lines.add(cells.stream().map(c -> OneLine.of(c, WIDEST)).toList());
    }

    String render() {
        var text = new StringBuilder();
        for (var line : lines) {
            var row = new StringBuilder();
            for (int c = 0; c < line.size(); c++) {
                row.append(line.get(c))
                        .repeat(" ", width(c) - line.get(c).length())
                        .append(GAP);
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.toString().stripTrailing();
    }

    private int width(int column) {
        return lines.stream()
                .filter(line -> column < line.size())
                .mapToInt(line -> line.get(column).length())
                .max()
                .orElse(0);
    }
}
