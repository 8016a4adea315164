package dev.evergreen.infra.cli;

/** Does what {@code evergreen bench ingest} promises. */
@FunctionalInterface
public interface BenchIngestService {

    /**
     * Returns when it is done, or the user has interrupted it.
     *
     * @throws BadInputException for what only shows while it runs and the user can mend
     */
    void run(BenchIngestOptions options, Output output) throws Exception;
}
