package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.ProgressLine;
import dev.evergreen.infra.load.Arrivals;
import dev.evergreen.infra.load.GroupProgress;
import dev.evergreen.infra.load.LoadMember;
import dev.evergreen.infra.load.PacedFeed;
import dev.evergreen.trainer.resource.ProcessCost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Feeds one who takes part at a rate, and looks once a second at how that goes. */
final class SteadyFeed {
    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /** Another rate of one who is warm needs no more before it is measured. */
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final LoadStage stage;
    private final LoadMember member;
    private final PacedFeed feed;
    private final Arrivals arrivals;
    private final GroupProgress progress;

    SteadyFeed(LoadStage stage, LoadMember member, PacedFeed feed, Arrivals arrivals, GroupProgress progress) {
        this.stage = stage;
        this.member = member;
        this.feed = feed;
        this.arrivals = arrivals;
        this.progress = progress;
    }

    /** Feeds until the first row arrives, as before that as many as the labels' delay have to wait, and for the warm-up. */
    void leadIn(double rowsPerS) throws InterruptedException {
        stage.progress().show(ProgressLine.of("ingest takes up its work", ""));
        feed.pace(rowsPerS);
        long begin = System.nanoTime();
        while (arrivals.arrived() == 0) {
            pause(BETWEEN_LOOKS);
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IllegalStateException("no row arrived within %d s".formatted(PATIENCE.toSeconds()));
            }
        }
        pause(stage.options().warmUp());
    }

    /** Ends early if there is no hope. The feed goes on. */
    SteadyRun run(Lag lag, Duration time, String stageName) throws Exception {
        double liveBegin = member.liveHeapMb();
        feed.pace(lag.rowsPerS());
        Duration warmUp = stage.options().warmUp();
        pause(warmUp.compareTo(SETTLED) < 0 ? warmUp : SETTLED);
        arrivals.restartClock();
        var begin = Spent.now(stage, member, arrivals);
        List<LoadSample> samples = samples(lag, time, begin, stageName);
        Spent spent = Spent.now(stage, member, arrivals).since(begin);
        long p50 = arrivals.latencies().quantileMs(0.5);
        long p99 = arrivals.latencies().quantileMs(0.99);
        double liveEnd = member.liveHeapMb();
        return new SteadyRun(lag, samples, spent, liveBegin, liveEnd, p50, p99);
    }

    /** Nothing is sent until what was sent is done with. */
    void catchUp() throws InterruptedException {
        feed.pace(0);
        do {
            pause(BETWEEN_LOOKS);
            stage.progress().show(ProgressLine.of("ingest catches up", ""));
        } while (progress.committed() < progress.there());
    }

    private List<LoadSample> samples(Lag lag, Duration time, Spent begin, String stageName)
            throws InterruptedException {
        var samples = new ArrayList<LoadSample>();
        long arrived = arrivals.arrived();
        double at = 0;
        double end = time.toMillis() / 1e3;
        do {
            pause(BETWEEN_SAMPLES);
            double now = (System.nanoTime() - begin.nanoTime()) / 1e9;
            long newArrived = arrivals.arrived();
            // First what is committed: what comes between the two counts as lag.
            long committed = progress.committed();
            long behind = progress.there() - committed;
            samples.add(new LoadSample(
                    now,
                    (newArrived - arrived) / (now - at),
                    behind,
                    member.rssMb().orElse(0),
                    boxed(member.collectedHeapMb())));
            at = now;
            arrived = newArrived;
            stage.progress()
                    .show(ProgressLine.of(
                            stageName, (long) at, (long) end, String.format(Locale.ROOT, "lag %,d records", behind)));
        } while (at < end && !lag.isHopeless(samples));
        return samples;
    }

    /** Notices meanwhile if somebody gives up. */
    private void pause(Duration time) throws InterruptedException {
        long until = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
            Thread.sleep(Duration.ofNanos(Math.min(left, BETWEEN_SAMPLES.toNanos())));
            member.requireAlive();
            stage.broker().requireAlive();
            feed.requireRunning();
            arrivals.requireRunning();
        }
    }

    private static Optional<Double> boxed(OptionalDouble mb) {
        return mb.isPresent() ? Optional.of(mb.getAsDouble()) : Optional.empty();
    }

    /** Time and CPU seconds until a moment, or between two. */
    record Spent(long nanoTime, long rows, double cpuS, double brokerCpuS, double feedCpuS, MachineMeter machine) {

        static Spent now(LoadStage stage, LoadMember member, Arrivals arrivals) throws InterruptedException {
            return new Spent(
                    System.nanoTime(),
                    arrivals.arrived(),
                    member.cpuS(),
                    stage.broker().cpuS(),
                    ProcessCost.now().cpuS(),
                    MachineMeter.now());
        }

        Spent since(Spent earlier) {
            return new Spent(
                    nanoTime - earlier.nanoTime,
                    rows - earlier.rows,
                    cpuS - earlier.cpuS,
                    brokerCpuS - earlier.brokerCpuS,
                    feedCpuS - earlier.feedCpuS,
                    machine.minus(earlier.machine));
        }

        double seconds() {
            return nanoTime / 1e9;
        }

        double othersShare() {
            return machine.shareOfOthers(cpuS + brokerCpuS + feedCpuS);
        }
    }
}
