package dev.evergreen.trainer.window;

import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.pipeline.Retrain;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When a pipeline's rounds start, as a value: each event gives the next state and perhaps a round to start. At most one
 * round runs; what is triggered meanwhile waits, the latest alone, and then trains on the rows that there were when it
 * was triggered. Times are milliseconds of processing time.
 *
 * @param totalRows labeled rows so far
 * @param rowsSinceTrigger of them, since the last trigger
 * @param lastTriggerAt or when the pipeline began
 * @param lastRound number of the last round that was started; 0 before the first
 * @param running whether that round still runs
 * @param startedAt when it was started: with its number what tells it from a round of an earlier life of the job
 * @param waitingReason what waits to start; empty if nothing does
 * @param waitingRows the row count that it trains on; 0 while the window holds too few
 * @param waitingSince when it was triggered; 0 if nothing waits
 * @param changedAt when the last change began that an order told of, in milliseconds of event time; 0 if none did. Kept for
 *     all rounds to come: a change that is too new for one matters to the next, until the window has left it behind.
 * @param newestAt the greatest event time of the labeled rows, in milliseconds; where it was not kept yet, 0 or more
 * @param triggeredUpTo what that was when the last trigger fired
 */
public record RetrainTrigger(
        long totalRows,
        long rowsSinceTrigger,
        long lastTriggerAt,
        long lastRound,
        boolean running,
        long startedAt,
        String waitingReason,
        long waitingRows,
        long waitingSince,
        long changedAt,
        long newestAt,
        long triggeredUpTo) {
    private static final long NO_ROW = Long.MIN_VALUE;

    /**
     * A round was asked for.
     *
     * @param since when the change began that is the cause; of several orders the last that says so counts
     * @param upTo the greatest event time that was evaluated when it was given; counts with drift alone
     */
    public record Order(ControlMessage.Cause cause, String reason, Optional<Instant> since, Optional<Instant> upTo) {}

    /** What an event led to: the next state, a round to start, or why the event was ignored. */
    public record Step(RetrainTrigger next, Optional<StartRound> start, Optional<String> ignored) {}

    /** Of a pipeline that begins now. */
    public static RetrainTrigger initial(long now) {
        return initial(now, 0);
    }

    /** Of a pipeline that begins now, but whose rounds have been counted before: numbers never come twice. */
    public static RetrainTrigger initial(long now, long lastRound) {
        return new RetrainTrigger(0, 0, now, lastRound, false, 0, "", 0, 0, 0, NO_ROW, NO_ROW);
    }

    /**
     * A labeled row came.
     *
     * @param windowRows how many rows a snapshot would hold, this one included
     * @param eventTime of the row, in milliseconds
     */
    public Step onRow(Retrain retrain, long windowRows, long eventTime, long now) {
        return counted(eventTime).triggered(retrain, windowRows, now);
    }

    /** Processing time went on. */
    public Step onTimer(Retrain retrain, long windowRows, long now) {
        return triggered(retrain, windowRows, now);
    }

    /**
     * A round was asked for. It waits for the window to hold enough rows, if need be. Drift starts none where the last one
     * has all rows that there are, or, by event time, all that were evaluated when drift asked, however late the order comes. An order
     * that comes before those rows starts a round without the last of them.
     */
    public Step onControl(Retrain retrain, Order order, long windowRows, long now) {
        if (order.cause() == ControlMessage.Cause.DRIFT && !retrain.onDrift()) {
            return ignored("drift, but on_drift is false");
        }
        if (order.cause() == ControlMessage.Cause.DRIFT && totalRows > 0 && lastRoundHas(order)) {
            return changed(order.since()).ignored("drift, but the last round has the rows that told of it");
        }
        String named = order.cause().name().toLowerCase(Locale.ROOT) + ": " + order.reason();
        return changed(order.since())
                .waitFor(named, windowRows >= retrain.minRows() ? totalRows : 0, now)
                .startIfIdle();
    }

    /**
     * Where no newer row has come since the trigger, event time cannot tell what came before it from what came after, as when one row's
     * clock was ahead: then a round is started rather than a change missed.
     */
    private boolean lastRoundHas(Order order) {
        return rowsSinceTrigger == 0
                || (newestAt > triggeredUpTo
                        && order.upTo()
                                .filter(at -> at.toEpochMilli() <= triggeredUpTo)
                                .isPresent());
    }

    /** The round that this state started began its work. */
    public RetrainTrigger runningSince(long now) {
        return with(running, now);
    }

    /** The running round is given up: its end was never heard. */
    public RetrainTrigger ended() {
        return with(false, startedAt);
    }

    /**
     * A round ended, with a model or without. What is not running cannot end.
     *
     * @param roundStartedAt when it had been started
     */
    public Step onRoundFinished(long round, long roundStartedAt) {
        if (!running || round != lastRound || roundStartedAt != startedAt) {
            return ignored("round %d, begun at %d, is not running".formatted(round, roundStartedAt));
        }
        return with(false, startedAt).startIfIdle();
    }

    /** Whether the number of rows in the window matters to the next {@link #onRow}: counting them can be dear. */
    public boolean decides(Retrain retrain, long now) {
        boolean waitsForRows = !waitingReason.isEmpty() && waitingRows == 0;
        return waitsForRows || counted(newestAt).due(retrain, now).isPresent();
    }

    /** When to call {@link #onTimer} next; empty if nothing is due later: what is due already fires with a row. */
    public OptionalLong nextTimer(Retrain retrain, long now) {
        return retrain.every()
                .map(every -> lastTriggerAt + every.toMillis())
                .filter(due -> due > now)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** The row count whose snapshot must stay possible; empty if only the newest rows matter. */
    public OptionalLong heldRowCount() {
        return waitingRows > 0 ? OptionalLong.of(waitingRows) : OptionalLong.empty();
    }

    private Step triggered(Retrain retrain, long windowRows, long now) {
        if (windowRows < retrain.minRows()) {
            return new Step(this, Optional.empty(), Optional.empty());
        }
        if (!waitingReason.isEmpty() && waitingRows == 0) {
            return waitFor(waitingReason, totalRows, now).startIfIdle();
        }
        return due(retrain, now)
                .map(reason -> waitFor(reason, totalRows, now))
                .orElse(this)
                .startIfIdle();
    }

    private Optional<String> due(Retrain retrain, long now) {
        return retrain.everyRows()
                .filter(every -> rowsSinceTrigger >= every)
                .map(every -> "%d rows since the last trigger".formatted(rowsSinceTrigger))
                .or(() -> retrain.every()
                        .filter(every -> now - lastTriggerAt >= every.toMillis())
                        .map(every -> "%d s since the last trigger"
                                .formatted(
                                        Duration.ofMillis(now - lastTriggerAt).toSeconds())));
    }

    private Step startIfIdle() {
        if (running || waitingRows == 0) {
            return new Step(this, Optional.empty(), Optional.empty());
        }
        var start = new StartRound(lastRound + 1, waitingReason, waitingRows, waitingSince, change());
        var next = new RetrainTrigger(
                totalRows,
                rowsSinceTrigger,
                lastTriggerAt,
                start.round(),
                true,
                0,
                "",
                0,
                0,
                changedAt,
                newestAt,
                triggeredUpTo);
        return new Step(next, Optional.of(start), Optional.empty());
    }

    private RetrainTrigger counted(long eventTime) {
        return new RetrainTrigger(
                totalRows + 1,
                rowsSinceTrigger + 1,
                lastTriggerAt,
                lastRound,
                running,
                startedAt,
                waitingReason,
                waitingRows,
                waitingSince,
                changedAt,
                Math.max(newestAt, eventTime),
                triggeredUpTo);
    }

    private RetrainTrigger waitFor(String reason, long rows, long now) {
        boolean fires = rows > 0;
        return new RetrainTrigger(
                totalRows,
                fires ? 0 : rowsSinceTrigger,
                fires ? now : lastTriggerAt,
                lastRound,
                running,
                startedAt,
                reason,
                rows,
                now,
                changedAt,
                newestAt,
                fires ? newestAt : triggeredUpTo);
    }

    private RetrainTrigger changed(Optional<Instant> since) {
        return new RetrainTrigger(
                totalRows,
                rowsSinceTrigger,
                lastTriggerAt,
                lastRound,
                running,
                startedAt,
                waitingReason,
                waitingRows,
                waitingSince,
                since.map(Instant::toEpochMilli).orElse(changedAt),
                newestAt,
                triggeredUpTo);
    }

    private Optional<Instant> change() {
        return changedAt == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(changedAt));
    }

    private RetrainTrigger with(boolean runs, long since) {
        return new RetrainTrigger(
                totalRows,
                rowsSinceTrigger,
                lastTriggerAt,
                lastRound,
                runs,
                since,
                waitingReason,
                waitingRows,
                waitingSince,
                changedAt,
                newestAt,
                triggeredUpTo);
    }

    private Step ignored(String why) {
        return new Step(this, Optional.empty(), Optional.of(why));
    }
}
