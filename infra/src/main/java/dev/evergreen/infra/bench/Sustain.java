package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.ProgressLine;
import dev.evergreen.infra.load.Arrivals;
import dev.evergreen.infra.load.Feed;
import dev.evergreen.infra.load.GroupProgress;
import dev.evergreen.infra.load.LoadMember;
import dev.evergreen.infra.load.PacedFeed;
import dev.evergreen.infra.load.Role;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Ingest that is fed at a steady rate. Rates are tried, ever higher until one is too much, then ever lower until it keeps up;
 * then it is fed for long at a share of that.
 */
final class Sustain {
    private static final String NAME = "sustained";
    private static final Duration KEPT = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration FOR_THE_REST = Duration.ofSeconds(1);
    private static final double STEP_UP = 1.5;
    private static final double STEP_DOWN = 0.9;
    private static final int MOST_ATTEMPTS = 30;

    private final LoadStage stage;
    private final Pipeline pipeline;
    private final List<SustainedRun.Attempt> attempts = new ArrayList<>();

    Sustain(LoadStage stage) {
        this.stage = stage;
        this.pipeline = stage.pipeline(NAME);
    }

    /** What it came to. */
    record Outcome(
            SteadyRun run, List<SustainedRun.Attempt> attempts, boolean keptUp, long rows, double outBytesPerRow) {}

    /** @param rowsPerS that is tried first */
    Outcome measure(double rowsPerS) throws Exception {
        stage.topics().create(pipeline, stage.options().partitions());
        stage.topics().keepFor(KEPT, pipeline.topics());
        try (var ingest = stage.start(Role.INGEST, pipeline, NAME)) {
            var _ = ingest.awaitReady();
            try (var progress = new GroupProgress(stage.kafka(), Role.INGEST.group(NAME), pipeline.topics());
                    var arrivals = new Arrivals(stage.kafka(), pipeline.topics().labeled());
                    var feed = new PacedFeed(new Feed(stage.rows(pipeline), pipeline.topics(), stage.kafka()))) {
                var steady = new SteadyFeed(stage, ingest, feed, arrivals, progress);
                steady.leadIn(rowsPerS);
                double highest = highest(rowsPerS, steady);
                SteadyRun run = untilKept(stage.options().load() * highest, steady);
                feed.finish();
                awaitAll(feed.rowsSent(), arrivals, ingest);
                double outBytesPerRow = (double) arrivals.bytes() / arrivals.arrived();
                requireOnce(feed.rowsSent(), arrivals);
                boolean keptUp = attempts.getLast().keptUp();
                return new Outcome(run, attempts, keptUp, feed.rowsSent(), outBytesPerRow);
            }
        }
    }

    /** Up until a rate is too much, then down until one keeps up: that one, and no higher is tried again. */
    private double highest(double first, SteadyFeed steady) throws Exception {
        double rate = first;
        boolean tooMuch = false;
        while (attempts.size() < MOST_ATTEMPTS) {
            boolean keptUp = attempt(steady, Lag.ofTry(rate), stage.options().drain(), "tries")
                    .keptUp();
            if (keptUp && tooMuch) {
                return rate;
            }
            tooMuch |= !keptUp;
            rate *= keptUp ? STEP_UP : STEP_DOWN;
        }
        return rate;
    }

    /** The first run that keeps up, unless there are too many that do not. */
    private SteadyRun untilKept(double first, SteadyFeed steady) throws Exception {
        double rate = first;
        while (true) {
            SteadyRun run = attempt(steady, Lag.ofRun(rate), stage.options().sustained(), "runs");
            if (run.keptUp() || attempts.size() >= MOST_ATTEMPTS) {
                return run;
            }
            rate *= STEP_DOWN;
        }
    }

    private SteadyRun attempt(SteadyFeed steady, Lag lag, Duration time, String does) throws Exception {
        double rate = lag.rowsPerS();
        String stageName = String.format(Locale.ROOT, "ingest %s %,.0f rows/s", does, rate);
        stage.progress().show(ProgressLine.of(stageName, "settling"));
        SteadyRun run = steady.run(lag, time, stageName);
        var trend = new Trend(run.samples());
        attempts.add(new SustainedRun.Attempt(
                rate,
                run.seconds(),
                run.keptUp(),
                trend.begin(LoadSample::lagRecords),
                trend.end(LoadSample::lagRecords)));
        if (!run.keptUp()) {
            stage.progress()
                    .note(String.format(
                            Locale.ROOT,
                            "%,.0f rows/s are too many: %,.0f arrived, the lag went from %,.0f to %,.0f records within %.0f s",
                            rate,
                            run.rowsPerS(),
                            attempts.getLast().lagBegin(),
                            attempts.getLast().lagEnd(),
                            run.seconds()));
            steady.catchUp();
        }
        return run;
    }

    private void awaitAll(long sent, Arrivals arrivals, LoadMember ingest) throws InterruptedException {
        long arrived = 0;
        long newsAt = System.nanoTime();
        while (arrivals.arrived() < sent && System.nanoTime() - newsAt < PATIENCE.toNanos()) {
            Thread.sleep(BETWEEN_LOOKS);
            ingest.requireAlive();
            arrivals.requireRunning();
            newsAt = arrivals.arrived() > arrived ? System.nanoTime() : newsAt;
            arrived = arrivals.arrived();
        }
        // What comes once more comes after the last.
        Thread.sleep(FOR_THE_REST);
    }

    private void requireOnce(long sent, Arrivals arrivals) throws InterruptedException {
        long missing = arrivals.missingOf(sent);
        boolean rejects = stage.topics().records(pipeline.topics().rejected()) > 0;
        if (missing > 0 || arrivals.twice() > 0 || rejects) {
            throw new IllegalStateException(
                    "of %,d rows that were sent %,d never arrived and %,d arrived twice; there are %s: each must arrive once"
                            .formatted(sent, missing, arrivals.twice(), rejects ? "rejects" : "no rejects"));
        }
    }
}
