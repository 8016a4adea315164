package dev.evergreen.trainer.flink;

import java.util.concurrent.atomic.DoubleAdder;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What a subtask's fits cost, as Flink's metrics. Sums are gauges that only grow, so that a rate can be taken of them.
 * Counters are added to by several threads.
 */
final class FitMetrics {
    private final Counter fits;
    private final Counter failed;
    private final Counter foundAgain;
    private final DoubleAdder wallS = new DoubleAdder();
    private final DoubleAdder cpuS = new DoubleAdder();
    private final DoubleAdder queueWaitS = new DoubleAdder();
    private final DoubleAdder allocatedBytes = new DoubleAdder();

    private FitMetrics(MetricGroup group, FitPool pool) {
        fits = group.counter("fits");
        failed = group.counter("failedFits");
        foundAgain = group.counter("fitsFoundAgain");
        group.gauge("fitWallSeconds", (Gauge<Double>) wallS::sum);
        group.gauge("fitCpuSeconds", (Gauge<Double>) cpuS::sum);
        group.gauge("fitQueueWaitSeconds", (Gauge<Double>) queueWaitS::sum);
        group.gauge("fitAllocatedBytes", (Gauge<Double>) allocatedBytes::sum);
        group.gauge("fitsRunningInProcess", (Gauge<Integer>) pool::running);
        group.gauge("fitsWaitingInProcess", (Gauge<Integer>) pool::waiting);
        group.gauge("fitBytesExpectedInProcess", (Gauge<Long>) pool::bytesInUse);
    }

    static FitMetrics register(MetricGroup group, FitPool pool) {
        return new FitMetrics(group, pool);
    }

    synchronized void count(FitReport report) {
        if (report.again()) {
            foundAgain.inc();
            return;
        }
        fits.inc();
        if (report.failed()) {
            failed.inc();
        }
        FinishedFit outcome = report.outcome();
        wallS.add(outcome.wallS());
        cpuS.add(outcome.cpuS());
        queueWaitS.add(report.queueWaitS());
        allocatedBytes.add((double) outcome.allocatedBytes());
    }
}
