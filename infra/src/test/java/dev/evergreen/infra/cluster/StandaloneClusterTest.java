package dev.evergreen.infra.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a cluster that starts waits for; that it does, and runs jobs, is in {@code ClusterIT}. */
class StandaloneClusterTest {
    private FakeFlink flink;

    @BeforeEach
    void start() throws Exception {
        flink = new FakeFlink();
    }

    @AfterEach
    void close() {
        flink.close();
    }

    @Test
    void aTaskManagerThatHasJoinedHasNoSlotsUntilItTellsOfThem() throws Exception {
        flink.answers("GET /overview", 200, FakeFlink.overview(0, 0), FakeFlink.overview(2, 2));

        try (var rest = new FlinkRest(flink.address())) {
            assertThat(StandaloneCluster.slots(rest)).isZero();
            assertThat(StandaloneCluster.slots(rest)).isEqualTo(2);
        }
    }

    @Test
    void aClusterThatDoesNotAnswerYetHasNone() throws Exception {
        flink.answers("GET /overview", 503, "{\"errors\":[\"Service temporarily unavailable\"]}");

        try (var rest = new FlinkRest(flink.address())) {
            assertThat(StandaloneCluster.slots(rest)).isZero();
        }
    }
}
