package dev.evergreen.trainer.flink;

import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Keeps Flink's counters of fits over all attempts of a job, and after its end. One job at a time. */
public final class FitCounters implements MetricReporter, MetricReporterFactory {
    private static final List<Counter> FITS = new CopyOnWriteArrayList<>();

    static void addTo(Configuration configuration) {
        FITS.clear();
        configuration.setString("metrics.reporters", "fits");
        configuration.setString("metrics.reporter.fits.factory.class", FitCounters.class.getName());
    }

    /** How many fits were done, again or not. */
    static long fits() {
        return FITS.stream().mapToLong(Counter::getCount).sum();
    }

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return this;
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (name.equals("fits")) {
            FITS.add((Counter) metric);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}
}
