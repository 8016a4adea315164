package dev.evergreen.infra.dashboard;

/** Metrics of this process, in Prometheus' text format. */
public interface Scrape {
    String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    String text();
}
