package dev.evergreen.infra.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void areAllDifferent() throws IOException {
        assertThat(Ports.free(500)).hasSize(500).doesNotHaveDuplicates();
    }
}
