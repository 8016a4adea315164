package dev.evergreen.infra.fuzz;

/**
 * A topic that parts of the stack read.
 *
 * @param judge says what has to become of a message
 */
record Input(String topic, Verdict.Judge judge, Ledger ledger) {}
