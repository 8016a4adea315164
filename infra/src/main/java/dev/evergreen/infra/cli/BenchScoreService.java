package dev.evergreen.infra.cli;

/** Does what {@code evergreen bench score} promises. */
@FunctionalInterface
public interface BenchScoreService {

    /** Returns when it is done, or the user has interrupted it. */
    void run(BenchScoreOptions options, Output output) throws Exception;
}
