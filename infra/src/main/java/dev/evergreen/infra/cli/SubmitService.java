package dev.evergreen.infra.cli;

/** Does what {@code evergreen submit} promises. */
@FunctionalInterface
public interface SubmitService {

    /**
     * Returns when the job runs.
     *
     * @throws BadInputException if there is no Flink, it lacks slots, or the job does not start or ends
     */
    void run(SubmitOptions options, Output output) throws Exception;
}
