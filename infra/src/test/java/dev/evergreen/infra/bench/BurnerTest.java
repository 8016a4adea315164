package dev.evergreen.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BurnerTest {

    @Test
    void burnsUntilItIsClosed() throws Exception {
        var burner = Burner.start();
        try {
            assertThat(burner.isAlive()).isTrue();
        } finally {
            burner.close();
        }
        assertThat(burner.isAlive()).isFalse();
    }
}
