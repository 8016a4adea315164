package dev.evergreen.infra.cli;

/** Does what {@code evergreen bench auto} promises. */
@FunctionalInterface
public interface BenchAutoService {

    /**
     * Returns when it is done, or the user has interrupted it.
     *
     * @throws BadInputException for what only shows while it runs and the user can mend
     */
    void run(BenchAutoOptions options, Output output) throws Exception;
}
