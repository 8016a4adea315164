package dev.evergreen.evaluator.streams;

import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.streams.Restarts;
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

/** The evaluator as it runs: started once, closed once. */
public final class EvaluatorApp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EvaluatorApp.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

    /** Without leaving, the group waits for us until the session times out, and whoever starts next with it. */
    private static final CloseOptions CLOSE =
            CloseOptions.timeout(CLOSE_WITHIN).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);

    private final List<Pipeline> pipelines;
    private final EvaluatorConfig config;
    private final KafkaStreams streams;
    private final CountDownLatch settled = new CountDownLatch(1);
    private final AtomicReference<Optional<Throwable>> failure = new AtomicReference<>(Optional.empty());

    public EvaluatorApp(List<Pipeline> pipelines, EvaluatorConfig config, ModelListener listener) {
        this.pipelines = List.copyOf(pipelines);
        this.config = config;
        streams = new KafkaStreams(EvaluatorTopology.define(pipelines, listener), config.toProperties());
        var restarts = new Restarts(InstantSource.system());
        streams.setUncaughtExceptionHandler(thrown -> {
            failure.set(Optional.of(thrown));
            LOG.error("evaluator: a stream thread failed", thrown);
            return restarts.handle(thrown);
        });
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING || now.hasCompletedShutdown()) {
                settled.countDown();
            }
        });
    }

    /**
     * Starts and waits until all partitions are assigned and restored, models included.
     *
     * @throws EvaluatorFailedException if a topic is not there, or that fails or takes longer than {@code within}; the app
     *     is closed then
     */
    public void start(Duration within) throws InterruptedException {
        try (var admin = Admin.create(adminConfig())) {
            CoPartitioning.check(admin, pipelines);
        } catch (EvaluatorFailedException e) {
            close();
            throw e;
        }
        streams.start();
        boolean inTime = settled.await(within.toMillis(), TimeUnit.MILLISECONDS);
        if (inTime && running()) {
            return;
        }
        KafkaStreams.State state = streams.state();
        close();
        throw new EvaluatorFailedException(
                "the evaluator is %s after %s; in place of RUNNING".formatted(state, within), failure.get());
    }

    private Map<String, Object> adminConfig() {
        return new StreamsConfig(config.toProperties()).getAdminConfigs(config.applicationId() + "-check");
    }

    /** Whether it works, or is just sharing out partitions again. */
    public boolean running() {
        return streams.state().isRunningOrRebalancing();
    }

    /** The last error of a stream thread, which may have been overcome since. */
    public Optional<Throwable> failure() {
        return failure.get();
    }

    /** All of Kafka's metrics of it; ours are in the group {@code evergreen-evaluator}. */
    public Map<MetricName, ? extends Metric> metrics() {
        return streams.metrics();
    }

    @Override
    public void close() {
        if (!streams.close(CLOSE)) {
            LOG.warn("evaluator: not closed within {}", CLOSE_WITHIN);
        }
    }
}
