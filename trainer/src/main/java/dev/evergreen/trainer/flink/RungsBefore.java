package dev.evergreen.trainer.flink;

import dev.evergreen.trainer.search.Standing;

/**
 * What a round has come to before a rung's fits.
 *
 * @param tally of the fits so far
 */
record RungsBefore(Standing standing, RoundTally tally) {
    static final RungsBefore NONE = new RungsBefore(Standing.BEGIN, RoundTally.NOTHING);
}
