package dev.evergreen.infra.cli;

/** Does what {@code evergreen bench n-jobs} promises. */
@FunctionalInterface
public interface BenchNJobsService {

    /**
     * Returns when it is done, or the user has interrupted it.
     *
     * @throws BadInputException for what only shows while it runs and the user can mend
     */
    void run(BenchNJobsOptions options, Output output) throws Exception;
}
