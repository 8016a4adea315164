package dev.evergreen.infra.cli;

/** Does what {@code evergreen demo} promises. */
@FunctionalInterface
public interface DemoService {

    /**
     * Returns when it is done, or the user has interrupted it.
     *
     * @throws BadInputException for what only shows while it runs and the user can mend
     */
    void run(DemoOptions options, Output output) throws Exception;
}
