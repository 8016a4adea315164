package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrainerSpecTest {
    @Test
    void aLonePipelineNamesItsDeployment() {
        assertThat(deployment("elec")).isEqualTo("elec");
    }

    @Test
    void theNameDoesNotDependOnTheOrderOfThePipelines() {
        assertThat(deployment("a", "b")).isEqualTo(deployment("b", "a")).startsWith("a-and-1-more-");
    }

    @Test
    void otherPipelinesMakeAnotherName() {
        assertThat(Stream.of(deployment("a", "b"), deployment("a", "c"), deployment("a.b"), deployment("a", "b", "c")))
                .doesNotHaveDuplicates();
    }

    @Test
    void theNameOfManyFitsIntoThatOfATopic() {
        String longest = "x".repeat(99);

        assertThat(deployment(longest + "1", longest + "2", longest + "3")).matches("[a-zA-Z0-9._-]{1,100}");
    }

    private static String deployment(String... names) {
        return TrainerSpec.of(
                        Stream.of(names)
                                .map(name -> Examples.regression(name, 100, 100))
                                .toList(),
                        1,
                        "unused")
                .deployment();
    }
}
