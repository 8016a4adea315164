package dev.evergreen.infra.dashboard;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.dashboard.DashboardOptions.Served;
import dev.evergreen.infra.embedded.Uninterrupted;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.streams.StreamsApp;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The page, the metrics and the health of a process: opened before its parts start, so that a port in use is said at once,
 * and showing something once it follows them.
 */
public final class Dashboard implements AutoCloseable {
    private final DashboardOptions options;
    private final BoardFeed feed;
    private final ProcessMetrics metrics = new ProcessMetrics();
    private final Optional<DashboardServer> server;
    private volatile Health health = () -> Optional.of("starting");

    private Dashboard(DashboardOptions options, List<Pipeline> pipelines) {
        this.options = options;
        this.feed = new BoardFeed(pipelines);
        this.server = options.served() == Served.NOTHING ? Optional.empty() : Optional.of(listen());
    }

    /**
     * Listens, if that is wanted.
     *
     * @param pipelines at least one
     * @throws BadInputException if the port is in use or the address is not this machine's
     */
    public static Dashboard open(DashboardOptions options, List<Pipeline> pipelines) {
        return new Dashboard(options, pipelines);
    }

    private DashboardServer listen() {
        int first = options.port().orElse(DashboardOptions.FIRST_PORT);
        int last = options.port().orElse(DashboardOptions.LAST_PORT);
        for (int port = first; port <= last; port++) {
            var listening = listen(port);
            if (listening.isPresent()) {
                return listening.get();
            }
        }
        throw new BadInputException(
                options.port().isPresent()
                        ? "--dashboard-port: %d is in use on %s; another, or 0 for any that is free"
                                .formatted(first, options.host())
                        : "--dashboard-port: %d to %d are all in use on %s; another, or 0 for any that is free"
                                .formatted(first, last, options.host()));
    }

    /** Absent if the port is in use. */
    private Optional<DashboardServer> listen(int port) {
        try {
            return Optional.of(new DashboardServer(
                    new InetSocketAddress(options.address(), port),
                    new Access(options.token(), options.host()),
                    feed,
                    options.served() == Served.PAGE,
                    metrics,
                    () -> health.trouble()));
        } catch (BindException e) {
            if (String.valueOf(e.getMessage()).contains("in use")) {
                return Optional.empty();
            }
            throw cannotListen(port, e);
        } catch (IOException | SecurityException e) {
            throw cannotListen(port, e);
        }
    }

    private BadInputException cannotListen(int port, Exception why) {
        return new BadInputException(
                "cannot listen on %s port %d: %s".formatted(options.host(), port, why.getMessage()), why);
    }

    /** What to tell the user; absent if nothing is served. */
    public Optional<String> note() {
        return address()
                .map(address -> options.served() == Served.PAGE
                        ? "the dashboard at " + address
                        : "metrics at %smetrics".formatted(address));
    }

    /** Where it is; absent if nothing is served. */
    public Optional<URI> address() {
        String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return server.map(running -> URI.create("http://%s:%d/".formatted(host, running.port())));
    }

    /**
     * Shows what comes out on these topics, and measures these apps, until it is closed, which is before they are.
     *
     * @param parts how they are from now on
     */
    public AutoCloseable follow(KafkaConnection kafka, List<StreamsApp> apps, Health parts) {
        if (server.isEmpty()) {
            return () -> {};
        }
        var measured = metrics.follow(apps);
        AutoCloseable reader = options.served() == Served.PAGE ? new TopicReader(kafka, feed) : () -> {};
        health = parts;
        return () -> Uninterrupted.run(() -> {
            health = () -> Optional.of("stopping");
            reader.close();
            measured.close();
        });
    }

    @Override
    public void close() {
        server.ifPresent(DashboardServer::close);
        metrics.close();
    }
}
