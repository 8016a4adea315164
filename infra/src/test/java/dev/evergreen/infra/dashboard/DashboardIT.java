package dev.evergreen.infra.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.dashboard.DashboardOptions.Served;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DashboardIT {

    private static Dashboard open(Served served, String host, Optional<Integer> port) throws UnknownHostException {
        var token = Optional.of(Token.of("0123456789abcdef"));
        return Dashboard.open(
                new DashboardOptions(served, host, InetAddress.getByName(host), port, token), List.of(Sent.SEA));
    }

    @Test
    void withoutAPortTheFirstFreeOneIsTaken() throws Exception {
        try (var one = open(Served.PAGE, "127.0.0.1", Optional.empty());
                var other = open(Served.METRICS, "127.0.0.1", Optional.empty())) {
            int first = one.address().orElseThrow().getPort();
            int second = other.address().orElseThrow().getPort();

            assertThat(first).isBetween(DashboardOptions.FIRST_PORT, DashboardOptions.LAST_PORT);
            assertThat(second).isGreaterThan(first);
            assertThat(one.note()).hasValue("the dashboard at http://127.0.0.1:%d/".formatted(first));
            assertThat(other.note()).hasValue("metrics at http://127.0.0.1:%d/metrics".formatted(second));
        }
    }

    @Test
    void aPortThatWasAskedForAndIsInUseIsAnError() throws Exception {
        try (var one = open(Served.PAGE, "127.0.0.1", Optional.of(0))) {
            int port = one.address().orElseThrow().getPort();

            assertThatThrownBy(() -> open(Served.PAGE, "127.0.0.1", Optional.of(port)))
                    .isInstanceOf(BadInputException.class)
                    .hasMessage(
                            "--dashboard-port: %d is in use on 127.0.0.1; another, or 0 for any that is free", port);
        }
    }

    @Test
    void anAddressOfAnotherMachineIsAnError() {
        assertThatThrownBy(() -> open(Served.PAGE, "192.0.2.1", Optional.of(0)))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("cannot listen on 192.0.2.1 port 0: ");
    }

    @Test
    void nothingListensWhereNothingIsWanted() {
        try (var none = Dashboard.open(DashboardOptions.none(), List.of(Sent.SEA))) {
            assertThat(none.address()).isEmpty();
            assertThat(none.note()).isEmpty();
        }
    }
}
