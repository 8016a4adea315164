package dev.evergreen.infra.cli;

/** Does what {@code evergreen bench model-change} promises. */
@FunctionalInterface
public interface BenchModelChangeService {

    /** Returns when it is done, or the user has interrupted it. */
    void run(BenchModelChangeOptions options, Output output) throws Exception;
}
