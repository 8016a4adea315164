package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.infra.dashboard.DashboardOptions;
import dev.evergreen.infra.dashboard.DashboardOptions.Served;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DashboardFlagsTest {
    private static final String SECRET = "0123456789abcdef-token";

    @TempDir
    private Path folder;

    private static DashboardOptions options(Map<String, String> environment, String... arguments) {
        return CommandLine.populateCommand(new DashboardFlags(), arguments).options(environment);
    }

    private static void assertRefused(String message, Map<String, String> environment, String... arguments) {
        assertThatThrownBy(() -> options(environment, arguments))
                .isInstanceOf(BadInputException.class)
                .hasMessage(message);
    }

    @Test
    void withoutFlagsThePageIsOnLoopbackForThisMachineAlone() {
        var options = options(Map.of());

        assertThat(options.served()).isEqualTo(Served.PAGE);
        assertThat(options.host()).isEqualTo("127.0.0.1");
        assertThat(options.port()).isEmpty();
        assertThat(options.token()).isEmpty();
    }

    @Test
    void takesWhatItIsTold() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), SECRET + "\n");
        var options = options(
                Map.of(),
                "--dashboard-port",
                "0",
                "--dashboard-host",
                "0.0.0.0",
                "--dashboard-token-file",
                file.toString());

        assertThat(options.host()).isEqualTo("0.0.0.0");
        assertThat(options.port()).hasValue(0);
        assertThat(options.token()).isPresent();
    }

    @Test
    void theTokenMayComeFromTheEnvironment() {
        assertThat(options(Map.of("EVERGREEN_DASHBOARD_TOKEN", SECRET)).token()).isPresent();
    }

    @Test
    void canServeTheMetricsAloneOrNothing() {
        assertThat(options(Map.of(), "--no-dashboard").served()).isEqualTo(Served.NOTHING);
        assertThat(options(Map.of(), "--no-dashboard", "--metrics", "--dashboard-port", "9")
                        .served())
                .isEqualTo(Served.METRICS);
        assertThat(options(Map.of(), "--metrics").served()).isEqualTo(Served.PAGE);
    }

    @Test
    void nobodyElseLooksWithoutAToken() {
        assertRefused(
                "--dashboard-host: others can reach 0.0.0.0, so that a token is needed: --dashboard-token-file FILE, or"
                        + " EVERGREEN_DASHBOARD_TOKEN in the environment",
                Map.of(),
                "--dashboard-host",
                "0.0.0.0");
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        Path weak = Files.writeString(folder.resolve("weak"), "hunter2");
        Path none = folder.resolve("none");

        assertRefused(
                "--dashboard-port: '65536' is not allowed; allowed: 0 to 65535", Map.of(), "--dashboard-port", "65536");
        assertRefused(
                "--no-dashboard serves nothing at --dashboard-host and --dashboard-port; add --metrics for the metrics",
                Map.of(),
                "--no-dashboard",
                "--dashboard-port",
                "1");
        assertRefused(
                "--dashboard-token-file %s: not a token; allowed: 16 to 200 letters, digits and -._~".formatted(weak),
                Map.of(),
                "--dashboard-token-file",
                weak.toString());
        assertRefused(none + ": no such file", Map.of(), "--dashboard-token-file", none.toString());
        assertRefused(
                "EVERGREEN_DASHBOARD_TOKEN: not a token; allowed: 16 to 200 letters, digits and -._~",
                Map.of("EVERGREEN_DASHBOARD_TOKEN", ""));
        assertRefused(
                "--dashboard-host: 'no such host' is not allowed; allowed: a name or an address of this machine",
                Map.of(),
                "--dashboard-host",
                "no such host");
    }
}
