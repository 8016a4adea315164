package dev.evergreen.ingest.streams;

import dev.evergreen.ingest.kafka.TopicProblemException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A topology as it runs in this process: started once, closed once. */
public abstract class StreamsApp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsApp.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

    /** Kafka gives a member of the group that was killed 45 s to come back, and the machine may be busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Without leaving, the group waits for us until the session times out, and whoever starts next with it. */
    private static final CloseOptions CLOSE =
            CloseOptions.timeout(CLOSE_WITHIN).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);

    private final String name;
    private final StreamsConfig config;
    private final KafkaStreams streams;
    private final Restoring restoring;
    private final CountDownLatch settled = new CountDownLatch(1);
    private final AtomicReference<Optional<Throwable>> failure = new AtomicReference<>(Optional.empty());

    /** @param name for messages */
    protected StreamsApp(String name, Topology topology, Properties properties) {
        this.name = name;
        config = new StreamsConfig(properties);
        streams = new KafkaStreams(topology, properties);
        restoring = new Restoring(name, InstantSource.system());
        streams.setGlobalStateRestoreListener(restoring);
        var restarts = new Restarts(InstantSource.system());
        streams.setUncaughtExceptionHandler(thrown -> {
            failure.set(Optional.of(thrown));
            restoring.failed();
            Restarts.refusal(thrown)
                    .ifPresentOrElse(
                            refusal -> LOG.error("{}: Kafka refuses: {}", name, refusal.getMessage()),
                            () -> LOG.error("{}: a stream thread failed", name, thrown));
            return restarts.handle(thrown);
        });
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING || now.hasCompletedShutdown()) {
                settled.countDown();
            }
        });
    }

    /**
     * Looks at the topics before anything starts.
     *
     * @throws TopicProblemException if they are not there or do not fit together
     */
    protected abstract void check(Admin admin) throws InterruptedException;

    /** The exception for an app that could not start. */
    protected abstract RuntimeException notStarted(String message, Optional<Throwable> cause);

    /** As {@link #start(Duration)}, with three minutes. */
    public final void start() throws InterruptedException {
        start(PATIENCE);
    }

    /**
     * Starts and waits until all partitions are assigned and restored, with what is read by every instance.
     *
     * <p>If a topic is not there, topics that are joined differ in their number of partitions, or starting fails, the app's
     * own exception says so; the app is closed then.
     *
     * @param within the longest time in which nothing goes on. Restoring may take longer, while it does
     */
    public final void start(Duration within) throws InterruptedException {
        boolean started = false;
        try {
            checkTopics();
            streams.start();
            boolean inTime = settles(within);
            started = inTime && running();
            if (!started) {
                String when = inTime ? "" : ", after %s without progress".formatted(within);
                throw notStarted("%s is %s, not RUNNING%s".formatted(name, streams.state(), when), failure.get());
            }
            restoring.tellNoMore();
        } finally {
            if (!started) {
                close();
            }
        }
    }

    private boolean settles(Duration within) throws InterruptedException {
        Duration patience = within;
        while (patience.isPositive()) {
            if (settled.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
            patience = restoring.patience(within);
        }
        return false;
    }

    private void checkTopics() throws InterruptedException {
        String client = config.getString(StreamsConfig.APPLICATION_ID_CONFIG) + "-check";
        try (var admin = Admin.create(config.getAdminConfigs(client))) {
            check(admin);
        } catch (TopicProblemException e) {
            throw notStarted("%s: %s".formatted(name, e.getMessage()), Optional.of(e));
        }
    }

    /** Whether it works, or is just sharing out partitions again. */
    public final boolean running() {
        return streams.state().isRunningOrRebalancing();
    }

    /** The last error of a stream thread, which may have been overcome since. */
    public final Optional<Throwable> failure() {
        return failure.get();
    }

    /** All of Kafka's metrics of it; ours are in the group {@code evergreen-} and its name. */
    public final Map<MetricName, ? extends Metric> metrics() {
        return streams.metrics();
    }

    /** Which of the apps it is, in one word. */
    public final String name() {
        return name;
    }

    /** For libraries that measure it. Whoever gets it leaves starting and closing to this. */
    public final KafkaStreams streams() {
        return streams;
    }

    @Override
    public final void close() {
        if (!streams.close(CLOSE)) {
            LOG.warn("{}: not closed within {}", name, CLOSE_WITHIN);
        }
    }
}
