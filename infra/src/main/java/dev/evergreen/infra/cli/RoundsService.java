package dev.evergreen.infra.cli;

/** Does what {@code evergreen bench n-jobs-rounds} promises to the process that started it. */
@FunctionalInterface
public interface RoundsService {

    /**
     * Returns when it is done, or the process is asked to end.
     *
     * @throws BadInputException for what only shows while it runs and the user can mend
     */
    void run(RoundsOptions options, Output output) throws Exception;
}
