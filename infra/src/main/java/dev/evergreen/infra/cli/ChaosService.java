package dev.evergreen.infra.cli;

/** Does what {@code evergreen chaos} promises. */
@FunctionalInterface
public interface ChaosService {

    /**
     * Returns when it is done, or the user has interrupted it, and no process of it is left.
     *
     * @return whether nothing was lost and nothing was there twice
     * @throws BadInputException for what only shows while it runs and the user can mend
     */
    boolean run(ChaosOptions options, Output output) throws Exception;
}
