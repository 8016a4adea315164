package dev.evergreen.infra.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTableTest {
    private static final CsvRoles Y = CsvRoles.classes("y");

    @TempDir
    private Path directory;

    @Test
    void tellsNumbersFromNames() throws IOException {
        var table = CsvTable.infer(write("a,colour,y\n1,red,no\n-2.5e3,blue,yes\n0,red,no\n"), Y);

        assertThat(table.features())
                .containsExactly(Feature.numeric("a"), Feature.nominal("colour", List.of("blue", "red")));
        assertThat(table.label()).isEqualTo(new Label.Classes("y", List.of("no", "yes")));
        assertThat(table.size()).isEqualTo(3);
        assertThat(rows(table)).containsExactly(row(0, 1, 1), row(1, -2500, 0), row(0, 0, 1));
    }

    @Test
    void sortsClassesThatAreNumbersByValue() throws IOException {
        var table = CsvTable.infer(write("a,y\n1,10\n2,9\n3,-1\n"), Y);

        assertThat(table.label()).isEqualTo(new Label.Classes("y", List.of("-1", "9", "10")));
    }

    @Test
    void takesDeclaredColumnsAsNamesAndLeavesIgnoredOnesOut() throws IOException {
        var roles = new CsvRoles("y", true, Set.of("zip"), Set.of("id"), Set.of());

        var table = CsvTable.infer(write("id,zip,y\nx1,10,0.5\nx2,9,1.5\n"), roles);

        assertThat(table.features()).containsExactly(Feature.nominal("zip", List.of("9", "10")));
        assertThat(table.label()).isEqualTo(new Label.Regression("y"));
        assertThat(rows(table)).containsExactly(row(0.5, 1), row(1.5, 0));
    }

    @Test
    void readsEmptyCellsWhereTheyMayBe() throws IOException {
        Path file = write("a,colour,id,y\n1,red,,p\n,blue,7,q\n3,,8,q\n");
        var roles = new CsvRoles("y", false, Set.of(), Set.of("id"), Set.of("a", "colour"));

        var table = CsvTable.infer(file, roles);

        assertThat(table.features())
                .containsExactly(
                        Feature.numeric("a").allowingMissing(),
                        Feature.nominal("colour", List.of("blue", "red")).allowingMissing());
        assertThat(rows(table)).containsExactly(row(0, 1, 1), row(1, Double.NaN, 0), row(1, 3, Double.NaN));
        assertThat(rows(CsvTable.of(file, table.pipeline()))).isEqualTo(rows(table));
    }

    @Test
    void refusesAnEmptyCellOfTheLabelAndALabelThatMayBeMissing() throws IOException {
        Path file = write("a,y\n1,p\n2,\n3,q\n");
        assertThatThrownBy(() -> CsvTable.infer(file, new CsvRoles("y", false, Set.of(), Set.of(), Set.of("a"))))
                .hasMessageStartingWith(file + " line 3, column 'y': is empty; every cell needs a value");
        assertThatThrownBy(() -> CsvTable.infer(file, new CsvRoles("y", false, Set.of(), Set.of(), Set.of("y"))))
                .hasMessage(file + ", column 'y': the label may not be missing");
        assertThatThrownBy(() -> CsvTable.infer(file, new CsvRoles("y", false, Set.of(), Set.of(), Set.of("b"))))
                .hasMessage(file + ": has no column 'b'; its columns: a, y");
    }

    @Test
    void readsQuotesByteOrderMarksBlankLinesAndWindowsLineEnds() throws IOException {
        var table = CsvTable.infer(write("\uFEFF\"a\",\"b\",y\r\n\r\n 1 ,\"x, \"\"1\"\"\",p\r\n2,z,q\r\n"), Y);

        assertThat(table.features())
                .containsExactly(Feature.numeric("a"), Feature.nominal("b", List.of("x, \"1\"", "z")));
        assertThat(rows(table)).containsExactly(row(0, 1, 0), row(1, 2, 1));
    }

    @Test
    void readsTheSameRowsAgain() throws IOException {
        var table = CsvTable.infer(write("a,y\n1,p\n2,q\n"), Y);

        assertThat(rows(table)).isEqualTo(rows(table)).hasSize(2);
    }

    @Test
    void findsTheColumnsOfAPipelineByName() throws IOException {
        var pipeline = Pipeline.of(
                "p",
                List.of(Feature.nominal("b", List.of("z", "x")), Feature.numeric("a")),
                new Label.Classes("y", List.of("q", "p")));

        var table = CsvTable.of(write("extra,y,a,b\n?,p,1,x\n?,q,2,z\n"), pipeline);

        assertThat(table.name()).isEqualTo("p");
        assertThat(table.size()).isEqualTo(2);
        assertThat(rows(table)).containsExactly(row(1, 1, 1), row(0, 0, 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                               | : is empty; a header and rows are needed",
                "a,y\\n                           | : has a header but no rows",
                "1,2\\n3,4\\n                     | ` line 1: holds only numbers; it must name the columns`",
                "a,,y\\n1,2,3\\n                  | ` line 1: column 2 has no name`",
                "a,a,y\\n1,2,3\\n                 | ` line 1: the name 'a' stands there twice`",
                "a,b\\n1,2\\n                     | : has no column 'y'; its columns: a, b",
                "y\\n1\\n2\\n                     | : has no column for a feature beside the label",
                "a,y\\n1,p\\n2\\n                 | ` line 3: 1 fields where the header has 2`",
                "a,y\\n1,p\\n\\n2,q,r\\n          | ` line 4: 3 fields where the header has 2`",
                "a,y\\n1,p\\n ,q\\n               | ` line 3, column 'a': is empty; every cell needs a value, but for those of --missing COLUMN, or of a feature with missing: allowed`",
                "a,y\\n1,p\\n2,p\\n               | `, column 'y': only the class 'p'; two are needed`",
                "a,y\\n1,p\\n2,q\\nNaN,p\\n       | ` line 4, column 'a': 'NaN' is not a number; if the column holds names, say --nominal a`",
                "a,y\\n1,p\\n2,q\\n1f,p\\n        | ` line 4, column 'a': '1f' is not a number; if the column holds names, say --nominal a`",
                "a,y\\n1,p\\n2,q\\n1e999,p\\n     | ` line 4, column 'a': '1e999' is not a number; if the column holds names, say --nominal a`",
                "a,y\\nu,p\\nu,q\\n               | `, column 'a': the same value in every row; leave it out with --ignore a`"
            })
    void saysWhereAFileIsWrong(String content, String message) throws IOException {
        var file = write(content.replace("\\n", "\n"));

        assertThatThrownBy(() -> CsvTable.infer(file, Y))
                .isInstanceOf(InvalidCsvException.class)
                .hasMessage(file + message);
    }

    @Test
    void refusesNamesWithoutEnd() throws IOException {
        var lines = IntStream.rangeClosed(0, 1000).mapToObj(i -> "id" + i + "," + i + "," + (i % 2));
        var file = write("id,n,y\n" + lines.collect(Collectors.joining("\n")));

        assertThatThrownBy(() -> CsvTable.infer(file, Y))
                .hasMessage(file + ", column 'id': more than 1000 different values; leave it out with --ignore id");
        assertThatThrownBy(() -> CsvTable.infer(file, CsvRoles.classes("n"))).hasMessageContaining("column 'id'");
        assertThatThrownBy(() -> CsvTable.infer(file, new CsvRoles("n", false, Set.of(), Set.of("id"), Set.of())))
                .hasMessage(file + ", column 'n': more than 1000 classes; for a numeric target say --regression");
        assertThatThrownBy(() -> CsvTable.infer(file, new CsvRoles("id", true, Set.of(), Set.of(), Set.of())))
                .hasMessage(file
                        + " line 2, column 'id': 'id0' is not a number; a label of classes goes without --regression");
    }

    @Test
    void saysWhichCellIsNotWhatThePipelineSays() throws IOException {
        var pipeline = Pipeline.of(
                "p",
                List.of(Feature.numeric("vicprice"), Feature.nominal("b", List.of("u", "v"))),
                new Label.Classes("y", List.of("0", "1")));

        assertThatThrownBy(() -> CsvTable.of(write("vicprice,b,y\n1,u,0\nabc,u,1\n"), pipeline))
                .hasMessageEndingWith(" line 3, column 'vicprice': 'abc' is not a number; "
                        + "the pipeline says that the column is numeric");
        assertThatThrownBy(() -> CsvTable.of(write("vicprice,b,y\n1,w,0\n"), pipeline))
                .hasMessageEndingWith(" line 2, column 'b': 'w' is none of the pipeline's values: u, v");
        assertThatThrownBy(() -> CsvTable.of(write("vicprice,b,y\n1,v,2\n"), pipeline))
                .hasMessageEndingWith(" line 2, column 'y': '2' is none of the pipeline's values: 0, 1");
        assertThatThrownBy(() -> CsvTable.of(write("b,y\nu,1\n"), pipeline))
                .hasMessageEndingWith(": has no column 'vicprice'; its columns: b, y");
    }

    @Test
    void saysWhenThereIsNoSuchFileOrNoText() throws IOException {
        var missing = directory.resolve("missing.csv");
        var binary = directory.resolve("binary.csv");
        Files.write(binary, new byte[] {'a', ',', 'y', '\n', (byte) 0xC3, '(', ',', '1'});

        assertThatThrownBy(() -> CsvTable.infer(missing, Y)).hasMessage(missing + ": no such file");
        assertThatThrownBy(() -> CsvTable.infer(directory, Y))
                .hasMessage(directory + ": is a directory, not a CSV file");
        assertThatThrownBy(() -> CsvTable.infer(binary, Y)).hasMessage(binary + ": is not UTF-8 text");
    }

    @ParameterizedTest
    @CsvSource({"elec.csv,elec", "my data (1).tar.csv,my-data-1-.tar", "é.csv,-", ".csv,.csv"})
    void namesThePipelineAfterTheFile(String file, String name) throws IOException {
        var path = Files.writeString(directory.resolve(file), "a,y\n1,p\n2,q\n");

        assertThat(CsvTable.infer(path, Y).pipeline().name()).isEqualTo(name);
    }

    @Test
    void readsTheElectricityData() {
        var file = Path.of("../../shared/data/elec.csv");
        Assumptions.assumeTrue(Files.exists(file), "the electricity data is not here");

        var table = CsvTable.infer(file, CsvRoles.classes("class"));

        assertThat(table.size()).isEqualTo(45_312);
        assertThat(table.label()).isEqualTo(new Label.Classes("class", List.of("0", "1")));
        assertThat(table.features().stream().map(Feature::name))
                .containsExactly("period", "nswprice", "nswdemand", "vicprice", "vicdemand", "transfer");
        try (var rows = table.rows()) {
            assertThat(rows.mapToDouble(Row::label).sum()).isEqualTo(19_237);
        }
    }

    private Path write(String content) throws IOException {
        return Files.writeString(directory.resolve("x.csv"), content);
    }

    private static List<Row> rows(RowSource source) {
        try (var rows = source.rows()) {
            return rows.toList();
        }
    }

    private static Row row(double label, double... features) {
        return new Row(FeatureVector.owning(features), label);
    }
}
