package dev.evergreen.evaluator.champion;

import dev.evergreen.ingest.event.ContestFigures;
import dev.evergreen.ingest.event.Lineup;
import dev.evergreen.ingest.pipeline.Label;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of a pipeline's champion and challengers. Changed by {@link ContestRules} alone.
 *
 * @param version of the line-up; 0 before there is one
 * @param rows labeled events that were evaluated
 * @param upTo greatest event time of those
 * @param champion absent before the first model
 * @param former the champion before
 * @param newest round that was taken in; -1 before the first
 * @param begun how many tests have begun in this reign
 */
public record Contest(
        long version,
        long rows,
        Instant upTo,
        Optional<Long> champion,
        Optional<Long> former,
        long newest,
        int begun,
        Scale scale,
        List<Challenger> challengers) {

    public static final Contest START =
            new Contest(0, 0, Instant.MIN, Optional.empty(), Optional.empty(), -1, 0, Scale.NONE, List.of());

    public Contest {
        challengers = List.copyOf(challengers);
    }

    /** What the instances that answer need of it; absent before the first model. */
    public Optional<Lineup> lineup(String pipeline) {
        return champion.map(round -> new Lineup(
                pipeline,
                version,
                round,
                challengers.stream().map(Challenger::round).toList(),
                former,
                newest));
    }

    /** What an evaluation tells of it; absent before the first model. */
    public Optional<ContestFigures> figures(Label label) {
        return champion.map(round -> new ContestFigures(
                version, round, challengers.stream().map(c -> c.figures(label)).toList()));
    }

    Contest with(List<Challenger> others) {
        return new Contest(version, rows, upTo, champion, former, newest, begun, scale, others);
    }

    Contest nextVersion() {
        return new Contest(version + 1, rows, upTo, champion, former, newest, begun, scale, challengers);
    }

    Contest takenIn(long round) {
        return new Contest(version, rows, upTo, champion, former, Math.max(newest, round), begun, scale, challengers);
    }

    /** A new reign: no test has begun in it. */
    Contest under(long newChampion, List<Challenger> others) {
        return new Contest(version, rows, upTo, Optional.of(newChampion), champion, newest, 0, scale, others);
    }

    Contest counted(Instant eventTime, Scale newScale, int nowBegun, List<Challenger> after) {
        return new Contest(
                version,
                rows + 1,
                eventTime.isAfter(upTo) ? eventTime : upTo,
                champion,
                former,
                newest,
                nowBegun,
                newScale,
                after);
    }
}
