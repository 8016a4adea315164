package dev.evergreen.infra.cli;

/** Does what {@code evergreen run} promises. */
@FunctionalInterface
public interface RunService {

    /**
     * Returns when it is done, or the user has interrupted it.
     *
     * @throws BadInputException for what only shows while it runs and the user can mend
     */
    void run(RunOptions options, Output output) throws Exception;
}
