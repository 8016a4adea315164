package dev.evergreen.evaluator.streams;

import dev.evergreen.ingest.pipeline.Pipeline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The evaluator as it runs: started once, closed once. */
public final class EvaluatorApp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EvaluatorApp.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

    private final KafkaStreams streams;
    private final CountDownLatch settled = new CountDownLatch(1);
    private final AtomicReference<Optional<Throwable>> failure = new AtomicReference<>(Optional.empty());

    public EvaluatorApp(List<Pipeline> pipelines, EvaluatorConfig config, ModelListener listener) {
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
     * @throws EvaluatorFailedException if that fails or takes longer than {@code within}; the app is closed then
     */
    public void start(Duration within) throws InterruptedException {
        streams.start();
        boolean inTime = settled.await(within.toMillis(), TimeUnit.MILLISECONDS);
        if (inTime && running()) {
            return;
        }
        KafkaStreams.State state = streams.state();
        close();
        throw new EvaluatorFailedException(
                "the evaluator is %s after %s; are its topics there?".formatted(state, within), failure.get());
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
        if (!streams.close(CLOSE_WITHIN)) {
            LOG.warn("evaluator: not closed within {}", CLOSE_WITHIN);
        }
    }
}
