package dev.evergreen.infra.cli;

/** Compares how well learners answer. */
public interface BenchAccuracyService {

    /**
     * Prints what came out.
     *
     * @throws BadInputException if one that the user has named is not there
     */
    void run(BenchAccuracyOptions options, Output output) throws Exception;
}
