package dev.evergreen.infra.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvExportTest {
    @TempDir
    private Path folder;

    @Test
    void writesRowsThatAreReadAsTheyWere() throws IOException {
        assertReadAsWritten(Agrawal.switching(5, 300, List.of(1, 2)));
        assertReadAsWritten(Gaussian.of(5, 300, 7));
    }

    @Test
    void writesNamesAndNumbersThatNeedCare() throws IOException {
        assertReadAsWritten(new Few());
        assertThat(folder.resolve("few.csv")).content().startsWith("\"a,b\",c,y");
    }

    private void assertReadAsWritten(RowSource source) throws IOException {
        Path file = folder.resolve(source.name() + ".csv");
        Files.writeString(file, "what stood there before");

        CsvExport.write(source, file);

        var read = CsvTable.of(file, source.pipeline());
        assertThat(read.size()).isEqualTo(source.size());
        assertThat(read.rows().toList()).isEqualTo(source.rows().toList());
    }

    private record Few() implements RowSource {
        @Override
        public String name() {
            return "few";
        }

        @Override
        public List<Feature> features() {
            return List.of(
                    Feature.nominal("a,b", List.of("x \"y\"", "z,\nz")),
                    Feature.numeric("c").allowingMissing());
        }

        @Override
        public Label label() {
            return new Label.Regression("y");
        }

        @Override
        public long size() {
            return 3;
        }

        @Override
        public Stream<Row> rows() {
            return Stream.of(
                    new Row(FeatureVector.owning(new double[] {1, 1e-300}), -0.1),
                    new Row(FeatureVector.owning(new double[] {0, 1 / 3.0}), 1e22),
                    new Row(FeatureVector.owning(new double[] {0, Double.NaN}), 2));
        }
    }
}
