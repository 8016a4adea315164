package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

import java.util.List;

/** The names of a pipeline's topics: {@code <prefix>.features} and so on. */
public record Topics(String prefix) {
    public Topics {
        require(prefix.matches(Pipeline.NAME_PATTERN), "prefix", prefix, Pipeline.NAMES);
    }

    public String features() {
        return prefix + ".features";
    }

    public String labels() {
        return prefix + ".labels";
    }

    public String labeled() {
        return prefix + ".labeled";
    }

    public String rejected() {
        return prefix + ".rejected";
    }

    public String control() {
        return prefix + ".control";
    }

    public String models() {
        return prefix + ".models";
    }

    public String searches() {
        return prefix + ".searches";
    }

    public String resourceMetrics() {
        return prefix + ".resource-metrics";
    }

    public String predictions() {
        return prefix + ".predictions";
    }

    public String evaluations() {
        return prefix + ".evaluations";
    }

    public String champions() {
        return prefix + ".champions";
    }

    public String modelEvents() {
        return prefix + ".model-events";
    }

    public String drift() {
        return prefix + ".drift";
    }

    /** In the order in which data passes through them. */
    public List<String> all() {
        return List.of(
                features(),
                labels(),
                labeled(),
                rejected(),
                control(),
                models(),
                searches(),
                resourceMetrics(),
                predictions(),
                evaluations(),
                champions(),
                modelEvents(),
                drift());
    }
}
