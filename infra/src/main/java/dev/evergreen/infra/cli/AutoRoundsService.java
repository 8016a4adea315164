package dev.evergreen.infra.cli;

/** Does what {@code evergreen bench auto-rounds} promises to the process that started it. */
@FunctionalInterface
public interface AutoRoundsService {

    /**
     * Returns when it is done, or the process is asked to end.
     *
     * @throws BadInputException for what only shows while it runs and the user can mend
     */
    void run(AutoRoundsOptions options, Output output) throws Exception;
}
