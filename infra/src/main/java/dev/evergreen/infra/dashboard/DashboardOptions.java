package dev.evergreen.infra.dashboard;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Where the page is served, and to whom.
 *
 * @param host as it was named
 * @param address to listen on
 * @param port exactly this one, 0 any; absent: the first free one from {@value #FIRST_PORT}
 * @param token that whoever looks must have; present if the address is not loopback
 */
public record DashboardOptions(
        Served served, String host, InetAddress address, Optional<Integer> port, Optional<Token> token) {
    public static final int FIRST_PORT = 8090;
    static final int LAST_PORT = FIRST_PORT + 99;

    /** What is served. */
    public enum Served {
        /** The page, and the metrics beside it. */
        PAGE,
        /** For Prometheus, without the page. */
        METRICS,
        NOTHING
    }

    public DashboardOptions {
        if (served != Served.NOTHING && token.isEmpty() && !address.isLoopbackAddress()) {
            throw new IllegalArgumentException("whoever can reach " + address + " could look");
        }
    }

    /** No server at all. */
    public static DashboardOptions none() {
        var loopback = InetAddress.getLoopbackAddress();
        return new DashboardOptions(
                Served.NOTHING, loopback.getHostAddress(), loopback, Optional.empty(), Optional.empty());
    }
}
