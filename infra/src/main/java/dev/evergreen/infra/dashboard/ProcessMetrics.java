package dev.evergreen.infra.dashboard;

import dev.evergreen.ingest.streams.StreamsApp;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** What Kafka Streams and the JVM measure in this process; Flink's figures are its own reporter's. */
final class ProcessMetrics implements Scrape, AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    ProcessMetrics() {
        for (MeterBinder binder :
                List.of(collections, new JvmMemoryMetrics(), new JvmThreadMetrics(), new ProcessorMetrics())) {
            binder.bindTo(registry);
        }
    }

    /** Measures apps that run, until it is closed. */
    AutoCloseable follow(List<StreamsApp> apps) {
        var followed = apps.stream()
                .map(app -> new KafkaStreamsMetrics(app.streams(), Tags.of("app", app.name())))
                .toList();
        followed.forEach(app -> app.bindTo(registry));
        return () -> followed.forEach(KafkaStreamsMetrics::close);
    }

    @Override
    public String text() {
        return registry.scrape(CONTENT_TYPE);
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
