package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionsTest {
    @Test
    void areThoseOfTheBuild() {
        assertThat(Versions.current()).containsOnlyKeys("evergreen", "smile", "java");
        assertThat(Versions.current().values()).allMatch(version -> version.matches("\\d+(\\.\\d+)+.*"));
    }
}
