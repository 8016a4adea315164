package dev.evergreen.infra.chaos;

/**
 * What became of a fault.
 *
 * @param process that was killed
 * @param inRound whether the round was not over when it died
 * @param recoveryS seconds from its death until it was well again
 */
record FaultResult(Fault fault, String process, boolean inRound, double recoveryS) {}
