package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.ResourceMetric;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class RoundMetricsTest {
    private final Group operator = new Group();
    private final RoundMetrics metrics = RoundMetrics.register(operator, "p");

    @Test
    void knowsOnlyCountsBeforeTheFirstRound() {
        assertThat(operator.count("pipeline.p.rounds")).isZero();
        assertThat(operator.count("pipeline.p.failedRounds")).isZero();
        assertThat(operator.gauges).isEmpty();
    }

    @Test
    void showsTheLastRoundOnly() {
        metrics.ended(round(7, Optional.of(12.5)), false);
        metrics.ended(round(8, Optional.of(13.5)), false);

        assertThat(operator.value("pipeline.p.lastRound")).isEqualTo(8L);
        assertThat(operator.value("pipeline.p.lastRoundNJobs")).isEqualTo(4);
        assertThat(operator.value("pipeline.p.lastRoundWallSeconds")).isEqualTo(2.5);
        assertThat(operator.value("pipeline.p.lastRoundProcessCpuSeconds")).isEqualTo(13.5);
        assertThat(operator.value("pipeline.p.lastRoundPeakHeapBytes")).isEqualTo(1_000_000L);
    }

    @Test
    void countsRoundsAndAmongThemTheFailed() {
        metrics.ended(round(1, Optional.empty()), false);
        metrics.ended(round(2, Optional.empty()), true);

        assertThat(operator.count("pipeline.p.rounds")).isEqualTo(2);
        assertThat(operator.count("pipeline.p.failedRounds")).isEqualTo(1);
    }

    @Test
    void aFigureThatWasNeverMeasuredIsNotThere() {
        metrics.ended(round(1, Optional.empty()), false);

        assertThat(operator.gauges)
                .containsKey("pipeline.p.lastRoundWallSeconds")
                .doesNotContainKeys("pipeline.p.lastRoundProcessCpuSeconds", "pipeline.p.lastRoundCostError");
    }

    @Test
    void aFigureThatTheLastRoundLacksIsNotThatOfTheOneBefore() {
        metrics.ended(round(1, Optional.of(12.5)), false);
        metrics.ended(round(2, Optional.empty()), false);

        assertThat(operator.value("pipeline.p.lastRoundProcessCpuSeconds")).isEqualTo(Double.NaN);
    }

    private static ResourceMetric.Round round(long number, Optional<Double> processCpuS) {
        return new ResourceMetric.Round(
                "p",
                number,
                4,
                10,
                1,
                Instant.EPOCH,
                2.5,
                8.0,
                processCpuS,
                Optional.of(0.25),
                Optional.of(1_000_000L),
                3_000_000,
                3.2,
                0.8,
                3.5,
                0.125,
                Optional.empty(),
                99,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Keeps what is registered, by its path. */
    private static final class Group extends UnregisteredMetricsGroup {
        private final Map<String, Counter> counters;
        private final Map<String, Gauge<?>> gauges;
        private final String path;

        Group() {
            this(new HashMap<>(), new HashMap<>(), "");
        }

        private Group(Map<String, Counter> counters, Map<String, Gauge<?>> gauges, String path) {
            this.counters = counters;
            this.gauges = gauges;
            this.path = path;
        }

        long count(String name) {
            return counters.get(name).getCount();
        }

        Object value(String name) {
            return gauges.get(name).getValue();
        }

        @Override
        public MetricGroup addGroup(String key, String value) {
            return new Group(counters, gauges, path + key + "." + value + ".");
        }

        @Override
        public Counter counter(String name) {
            var counter = new SimpleCounter();
            counters.put(path + name, counter);
            return counter;
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            gauges.put(path + name, gauge);
            return gauge;
        }
    }
}
