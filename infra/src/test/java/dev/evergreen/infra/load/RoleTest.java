package dev.evergreen.infra.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.evaluator.streams.EvaluatorConfig;
import dev.evergreen.ingest.streams.IngestConfig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoleTest {

    @Test
    void partsAreFollowedByTheGroupsThatTheyHave() {
        var ingest = new IngestConfig("k:1", "x", Path.of("s"), Map.of());
        var evaluator = new EvaluatorConfig("k:1", "x", Path.of("s"), Map.of());

        assertThat(Role.INGEST.group("x")).isEqualTo(ingest.applicationId());
        assertThat(Role.EVALUATOR.group("x")).isEqualTo(evaluator.applicationId());
        assertThat(Role.LOOP_PLAIN.group("x")).isEqualTo("bare-loop-plain-x");
        assertThatThrownBy(() -> Role.BROKER.group("x")).isInstanceOf(IllegalStateException.class);
    }
}
