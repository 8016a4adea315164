package dev.evergreen.ingest.join;

import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.LabelEvent;
import dev.evergreen.ingest.event.LabeledExample;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.join.JoinState.Done;
import dev.evergreen.ingest.join.JoinState.Ending;
import dev.evergreen.ingest.join.JoinState.Unknown;
import dev.evergreen.ingest.join.JoinState.WaitingForFeatures;
import dev.evergreen.ingest.join.JoinState.WaitingForLabel;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * Which features meet which label: those of one id whose event times are no further apart than the wait. Time is event
 * time; {@code clock} is what both streams have reached ({@link Progress#clock}). Whether two messages meet does not depend
 * on how promptly the clock's passing is noticed: a message first lets expire what the clock, or it itself, has passed.
 *
 * @param within how long either side waits for the other, and how long an id is remembered when it is done
 */
public record JoinRules(Duration within) {

    /** Features have come. */
    public Step features(JoinState before, FeatureEvent event, Original original, Instant clock) {
        Step passed = clock(before, later(clock, event.eventTime()));
        Step step = switch (passed.next()) {
            case Unknown _ -> firstFeatures(event, original, clock);
            case WaitingForFeatures w
            when w.label().eventTime().isAfter(later(event.eventTime())) -> tooLate(original, w, clock);
            case WaitingForFeatures w -> joined(event, w.label(), clock);
            case WaitingForLabel w -> Step.to(w, duplicate(original, "features for this id wait for their label"));
            case Done d -> Step.to(d, lateFeatures(d.ending(), original));
        };
        return step.after(passed);
    }

    /** A label has come. */
    public Step label(JoinState before, LabelEvent event, Original original, Instant clock) {
        Step passed = clock(before, later(clock, event.eventTime()));
        Step step = switch (passed.next()) {
            case Unknown _ -> firstLabel(event, original, clock);
            case WaitingForLabel w -> joined(w.features(), event, clock);
            case WaitingForFeatures w -> Step.to(w, duplicate(original, "a label for this id waits for its features"));
            case Done d -> Step.to(d, lateLabel(d.ending(), original));
        };
        return step.after(passed);
    }

    /** Time has passed; nothing happens before a deadline. */
    public Step clock(JoinState before, Instant clock) {
        return switch (before) {
            case Unknown u -> Step.to(u);
            case WaitingForLabel w when clock.isAfter(w.deadline()) -> featuresExpired(w.original(), clock);
            case WaitingForLabel w -> Step.to(w);
            case WaitingForFeatures w when clock.isAfter(w.deadline()) -> labelExpired(w.original(), clock);
            case WaitingForFeatures w -> Step.to(w);
            case Done d when clock.isAfter(d.until()) -> Step.to(new Unknown());
            case Done d -> Step.to(d);
        };
    }

    private Step firstFeatures(FeatureEvent event, Original original, Instant clock) {
        Instant deadline = later(event.eventTime());
        return clock.isAfter(deadline)
                ? featuresExpired(original, clock)
                : Step.to(new WaitingForLabel(event, original, deadline));
    }

    private Step firstLabel(LabelEvent event, Original original, Instant clock) {
        Instant deadline = later(event.eventTime());
        return clock.isAfter(deadline)
                ? labelExpired(original, clock)
                : Step.to(new WaitingForFeatures(event, original, deadline));
    }

    private Step joined(FeatureEvent features, LabelEvent label, Instant clock) {
        var example = new LabeledExample(
                features.id(), features.eventTime(), label.eventTime(), features.features(), label.label());
        return Step.to(done(Ending.JOINED, clock), new Outcome.Joined(example));
    }

    /** The label was there first, and yet came too late. */
    private Step tooLate(Original features, WaitingForFeatures label, Instant clock) {
        Step expired = featuresExpired(features, later(clock, label.label().eventTime()));
        return Step.to(expired.next(), lateLabel(Ending.FEATURES_EXPIRED, label.original()))
                .after(expired);
    }

    private Step featuresExpired(Original original, Instant clock) {
        var rejected = new Outcome.Rejected(
                original,
                RejectReason.LABEL_MISSING,
                "no label came within %s; event time is at %s".formatted(within, clock));
        return Step.to(done(Ending.FEATURES_EXPIRED, clock), rejected);
    }

    private Step labelExpired(Original original, Instant clock) {
        var rejected = new Outcome.Rejected(
                original,
                RejectReason.FEATURES_MISSING,
                "no features came within %s; event time is at %s".formatted(within, clock));
        return Step.to(done(Ending.LABEL_EXPIRED, clock), rejected);
    }

    private static Outcome lateFeatures(Ending ending, Original original) {
        return switch (ending) {
            case JOINED -> duplicate(original, "features with this id have met their label");
            case FEATURES_EXPIRED -> duplicate(original, "features with this id were there; no label came for them");
            case LABEL_EXPIRED ->
                new Outcome.Rejected(
                        original, RejectReason.LABEL_MISSING, "the label came, but its wait for features was over");
        };
    }

    private static Outcome lateLabel(Ending ending, Original original) {
        return switch (ending) {
            case JOINED -> duplicate(original, "a label with this id has met its features");
            case LABEL_EXPIRED -> duplicate(original, "a label with this id was there; no features came for it");
            case FEATURES_EXPIRED ->
                new Outcome.Rejected(
                        original,
                        RejectReason.FEATURES_MISSING,
                        "the features came, but their wait for a label was over");
        };
    }

    private static Outcome duplicate(Original original, String detail) {
        return new Outcome.Rejected(original, RejectReason.DUPLICATE, detail);
    }

    private Done done(Ending ending, Instant clock) {
        return new Done(ending, later(clock));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private Instant later(Instant time) {
        return later(time, within);
    }

    /** The greatest instant if the sum is beyond it, as after a wait of many million years. */
    public static Instant later(Instant time, Duration wait) {
        try {
            return time.plus(wait);
        } catch (DateTimeException | ArithmeticException e) {
            return Instant.MAX;
        }
    }
}
