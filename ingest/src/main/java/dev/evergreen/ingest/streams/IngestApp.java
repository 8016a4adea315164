package dev.evergreen.ingest.streams;

import dev.evergreen.ingest.kafka.TopicCreation;
import dev.evergreen.ingest.kafka.TopicProblemException;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ingest as it runs: started once, closed once. */
public final class IngestApp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IngestApp.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

    /** Without leaving, the group waits for us until the session times out, and whoever starts next with it. */
    private static final CloseOptions CLOSE =
            CloseOptions.timeout(CLOSE_WITHIN).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);

    private final List<Pipeline> pipelines;
    private final IngestConfig config;
    private final KafkaStreams streams;
    private final CountDownLatch settled = new CountDownLatch(1);
    private final AtomicReference<Optional<Throwable>> failure = new AtomicReference<>(Optional.empty());

    public IngestApp(List<Pipeline> pipelines, IngestConfig config) {
        this.pipelines = List.copyOf(pipelines);
        this.config = config;
        streams = new KafkaStreams(IngestTopology.define(pipelines), config.toProperties());
        var restarts = new Restarts(InstantSource.system());
        streams.setUncaughtExceptionHandler(thrown -> {
            failure.set(Optional.of(thrown));
            LOG.error("ingest: a stream thread failed", thrown);
            return restarts.handle(thrown);
        });
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING || now.hasCompletedShutdown()) {
                settled.countDown();
            }
        });
    }

    /**
     * Starts and waits until all partitions are assigned and restored.
     *
     * @throws IngestFailedException if a topic is not there, topics that are joined differ in their number of partitions,
     *     or starting fails or takes longer than {@code within}; the app is closed then
     */
    public void start(Duration within) throws InterruptedException {
        try (var admin = Admin.create(adminConfig())) {
            TopicCreation.check(admin, pipelines);
        } catch (TopicProblemException e) {
            close();
            throw new IngestFailedException("ingest: " + e.getMessage(), Optional.of(e));
        }
        streams.start();
        boolean inTime = settled.await(within.toMillis(), TimeUnit.MILLISECONDS);
        if (inTime && running()) {
            return;
        }
        KafkaStreams.State state = streams.state();
        close();
        throw new IngestFailedException("ingest is %s after %s, not RUNNING".formatted(state, within), failure.get());
    }

    /** Whether it works, or is just sharing out partitions again. */
    public boolean running() {
        return streams.state().isRunningOrRebalancing();
    }

    /** The last error of a stream thread, which may have been overcome since. */
    public Optional<Throwable> failure() {
        return failure.get();
    }

    /** All of Kafka's metrics of it; ours are in the group {@code evergreen-ingest}. */
    public Map<MetricName, ? extends Metric> metrics() {
        return streams.metrics();
    }

    @Override
    public void close() {
        if (!streams.close(CLOSE)) {
            LOG.warn("ingest: not closed within {}", CLOSE_WITHIN);
        }
    }

    private Map<String, Object> adminConfig() {
        return new StreamsConfig(config.toProperties()).getAdminConfigs(config.applicationId() + "-check");
    }
}
