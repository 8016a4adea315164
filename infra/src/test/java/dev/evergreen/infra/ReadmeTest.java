package dev.evergreen.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.PipelineFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void showsAPipelineFileThatHoldsTheDefaults() throws Exception {
        String readme = Files.readString(Path.of("..", "README.md"));
        String yaml = readme.split("```yaml\n", 2)[1].split("```", 2)[0];

        assertThat(PipelineFile.parse(yaml, "README.md"))
                .containsExactly(Pipeline.of(
                        "electricity",
                        List.of(
                                Feature.numeric("nswprice"),
                                Feature.nominal("weekday", List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun"))),
                        new Label.Classes("class", List.of("0", "1"))));
    }
}
