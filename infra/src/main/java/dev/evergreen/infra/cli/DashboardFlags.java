package dev.evergreen.infra.cli;

import static dev.evergreen.infra.cli.Amounts.require;

import dev.evergreen.infra.dashboard.DashboardOptions;
import dev.evergreen.infra.dashboard.DashboardOptions.Served;
import dev.evergreen.infra.dashboard.Token;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the dashboard is served, and to whom. */
final class DashboardFlags {
    private static final String TOKEN_VARIABLE = "EVERGREEN_DASHBOARD_TOKEN";
    private static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--dashboard-port",
            paramLabel = "P",
            description =
                    "Of the page that shows what happens, and of /metrics; 0 any (default: the first free one from "
                            + DashboardOptions.FIRST_PORT + ").")
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--dashboard-host",
            paramLabel = "H",
            description = "The address that it listens on (default: " + LOOPBACK
                    + "). One that others can reach needs a token.")
    private Optional<String> host = Optional.empty();

    @Option(
            names = "--dashboard-token-file",
            paramLabel = "FILE",
            description = "A file whose one line is the token that whoever looks must have. Or the environment's "
                    + TOKEN_VARIABLE + ".")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(names = "--no-dashboard", description = "Serve no page, and without --metrics nothing at all.")
    private boolean none;

    @Option(
            names = "--metrics",
            description = "With --no-dashboard: still serve /metrics, for Prometheus, and /healthz, for probes.")
    private boolean metrics;

    /** @throws BadInputException if they do not go together, or the token cannot be read */
    DashboardOptions options(Map<String, String> environment) {
        if (none && !metrics) {
            boolean said = port.isPresent() || host.isPresent() || tokenFile.isPresent();
            if (said) {
                throw new BadInputException(
                        "--no-dashboard serves nothing at --dashboard-host and --dashboard-port; add --metrics for the metrics");
            }
            return DashboardOptions.none();
        }
        port.ifPresent(p -> require(p >= 0 && p <= MAX_PORT, "--dashboard-port", p, "0 to " + MAX_PORT));
        String name = host.orElse(LOOPBACK);
        InetAddress address = address(name);
        var token = token(environment);
        if (token.isEmpty() && !address.isLoopbackAddress()) {
            throw new BadInputException(
                    "--dashboard-host: others can reach %s, so that a token is needed: --dashboard-token-file FILE, or %s in the environment"
                            .formatted(name, TOKEN_VARIABLE));
        }
        return new DashboardOptions(none ? Served.METRICS : Served.PAGE, name, address, port, token);
    }

    private static InetAddress address(String name) {
        try {
            return InetAddress.getByName(name);
        } catch (UnknownHostException e) {
            throw new BadInputException(
                    "--dashboard-host: '%s' is not allowed; allowed: a name or an address of this machine"
                            .formatted(name),
                    e);
        }
    }

    private Optional<Token> token(Map<String, String> environment) {
        return tokenFile
                .map(file -> token("--dashboard-token-file " + file, read(file)))
                .or(() ->
                        Optional.ofNullable(environment.get(TOKEN_VARIABLE)).map(text -> token(TOKEN_VARIABLE, text)));
    }

    /** The token itself is not repeated: what is printed may end in a log. */
    private static Token token(String source, String text) {
        if (!Token.isAllowed(text)) {
            throw new BadInputException("%s: not a token; allowed: %s".formatted(source, Token.ALLOWED));
        }
        return Token.of(text);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + ": no such file", e);
        } catch (IOException e) {
            throw new BadInputException("%s: cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }
}
