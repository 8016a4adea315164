package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.ResourceMetric;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What a pipeline's last round cost, as Flink's metrics. A figure is registered with its first value, so that what was
 * never measured is not there rather than wrong.
 */
final class RoundMetrics {
    private static final List<Figure> FIGURES = List.of(
            Figure.always("lastRound", ResourceMetric.Round::round),
            Figure.always("lastRoundNJobs", ResourceMetric.Round::nJobs),
            Figure.always("lastRoundEffectiveNJobs", ResourceMetric.Round::effectiveNJobs),
            Figure.always("lastRoundSpeedup", ResourceMetric.Round::speedup),
            Figure.always("lastRoundEfficiency", ResourceMetric.Round::efficiency),
            Figure.always("lastRoundFits", ResourceMetric.Round::fits),
            Figure.always("lastRoundFailedFits", ResourceMetric.Round::failedFits),
            Figure.always("lastRoundWallSeconds", ResourceMetric.Round::wallS),
            Figure.always("lastRoundFitCpuSeconds", ResourceMetric.Round::cpuS),
            new Figure("lastRoundProcessCpuSeconds", ResourceMetric.Round::processCpuS),
            new Figure("lastRoundGcSeconds", ResourceMetric.Round::gcS),
            Figure.always("lastRoundFitQueueWaitSeconds", ResourceMetric.Round::queueWaitS),
            new Figure("lastRoundPeakHeapBytes", ResourceMetric.Round::peakHeapBytes),
            Figure.always("lastRoundFitAllocatedBytes", ResourceMetric.Round::allocatedBytes),
            new Figure("lastRoundCostError", ResourceMetric.Round::costError));

    private final MetricGroup group;
    private final Counter rounds;
    private final Counter failedRounds;
    private final Set<String> registered = new HashSet<>();

    /** Read by the threads of reporters. */
    private volatile Optional<ResourceMetric.Round> last = Optional.empty();

    private RoundMetrics(MetricGroup group) {
        this.group = group;
        this.rounds = group.counter("rounds");
        this.failedRounds = group.counter("failedRounds");
    }

    /** In a group of the pipeline's own, which reporters with labels take for a label. */
    static RoundMetrics register(MetricGroup operator, String pipeline) {
        return new RoundMetrics(operator.addGroup("pipeline", pipeline));
    }

    /** @param failed whether the round brought no model */
    void ended(ResourceMetric.Round round, boolean failed) {
        last = Optional.of(round);
        for (Figure figure : FIGURES) {
            if (figure.of(round).isPresent() && registered.add(figure.name)) {
                group.gauge(figure.name, gauge(figure));
            }
        }
        // Last: a round that is counted has its figures.
        if (failed) {
            failedRounds.inc();
        }
        rounds.inc();
    }

    /** NaN for a round that lacks what an earlier one had: reporters know no absent gauge. */
    private Gauge<Number> gauge(Figure figure) {
        return () -> last.flatMap(figure::of).orElse(Double.NaN);
    }

    /** A number of a round, absent if it was not measured. */
    private record Figure(String name, Function<ResourceMetric.Round, Optional<? extends Number>> read) {

        static Figure always(String name, Function<ResourceMetric.Round, Number> read) {
            return new Figure(name, round -> Optional.of(read.apply(round)));
        }

        Optional<Number> of(ResourceMetric.Round round) {
            return read.apply(round).map(Number.class::cast);
        }
    }
}
