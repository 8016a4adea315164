package dev.evergreen.infra.cli;

/** Does what {@code evergreen bench fit} promises. */
@FunctionalInterface
public interface BenchFitService {

    /**
     * Returns when it is done, or the user has interrupted it.
     *
     * @throws BadInputException for what only shows while it runs and the user can mend
     */
    void run(BenchFitOptions options, Output output) throws Exception;
}
