package dev.evergreen.infra.cli;

/** Does what {@code evergreen bench search} promises. */
@FunctionalInterface
public interface BenchSearchService {

    /**
     * Returns when it is done, or the user has interrupted it.
     *
     * @throws BadInputException for what only shows while it runs and the user can mend
     */
    void run(BenchSearchOptions options, Output output) throws Exception;
}
