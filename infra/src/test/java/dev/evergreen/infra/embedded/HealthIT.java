package dev.evergreen.infra.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.infra.dashboard.Dashboard;
import dev.evergreen.infra.dashboard.DashboardOptions;
import dev.evergreen.infra.dashboard.DashboardOptions.Served;
import dev.evergreen.infra.embedded.Parts.Part;
import dev.evergreen.infra.kafka.KafkaConnection;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a probe is told, from before the parts start until they are closed. */
class HealthIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ExampleStream stream = ExampleStream.of("elec", "health", 300, 300);

    @TempDir
    private Path folder;

    @Test
    void aProcessIsHealthyFromWhenAllItsPartsRunUntilOneHasStopped() throws Exception {
        try (var kafka = EmbeddedKafka.start();
                var dashboard = Dashboard.open(metricsAlone(), List.of(stream.pipeline()))) {
            var connection = KafkaConnection.to(kafka.bootstrapServers());
            stream.createTopics(connection);
            assertThat(health(dashboard)).isEqualTo("503 starting\n");

            try (var parts = Parts.start(
                    EnumSet.allOf(Part.class),
                    List.of(stream.pipeline()),
                    connection,
                    folder,
                    Duration.ofSeconds(1),
                    (_, _) -> {})) {
                try (var _ = dashboard.follow(connection, parts.streamsApps(), parts::trouble)) {
                    assertThat(health(dashboard)).isEqualTo("200 running\n");

                    parts.streamsApps().getFirst().close();

                    assertThat(health(dashboard)).isEqualTo("503 ingest has stopped\n");
                }
                assertThat(health(dashboard)).isEqualTo("503 stopping\n");
            }
        }
    }

    private static String health(Dashboard dashboard) throws Exception {
        var request = HttpRequest.newBuilder(dashboard.address().orElseThrow().resolve("healthz"))
                .timeout(PATIENCE)
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }

    private static DashboardOptions metricsAlone() {
        return new DashboardOptions(
                Served.METRICS, "127.0.0.1", InetAddress.getLoopbackAddress(), Optional.of(0), Optional.empty());
    }
}
