package dev.evergreen.ingest.join;

import java.time.Duration;
import java.time.Instant;

/**
 * How far a partition is.
 *
 * @param features how far the features are
 * @param labels how far the labels are
 * @param waiting how many messages wait for their other side
 */
public record Progress(Side features, Side labels, long waiting) {
    public static final Progress START = new Progress(Side.SILENT, Side.SILENT, 0);

    /**
     * One of the two streams.
     *
     * @param eventTime the greatest so far
     * @param heardAt the greatest timestamp of its records so far, or when the other side was first heard
     */
    public record Side(Instant eventTime, Instant heardAt) {
        static final Side SILENT = new Side(Instant.MIN, Instant.MIN);

        private Side upTo(Instant newEventTime, Instant recordTime) {
            return new Side(later(eventTime, newEventTime), later(heardAt, recordTime));
        }

        private Side waitingFrom(Instant recordTime) {
            return heardAt.equals(Instant.MIN) ? new Side(eventTime, recordTime) : this;
        }
    }

    public Progress featuresUpTo(Instant eventTime, Instant recordTime) {
        return new Progress(features.upTo(eventTime, recordTime), labels.waitingFrom(recordTime), waiting);
    }

    public Progress labelsUpTo(Instant eventTime, Instant recordTime) {
        return new Progress(features.waitingFrom(recordTime), labels.upTo(eventTime, recordTime), waiting);
    }

    /**
     * The event time that both sides have reached: one may be read far ahead of the other, when a stream is replayed or
     * caught up with, and nobody has missed anything then. A side that has not been heard for {@code silence}, by the
     * records' own timestamps, does not hold the other up.
     */
    public Instant clock(Duration silence) {
        boolean featuresSilent = isSilent(features, labels, silence);
        boolean labelsSilent = isSilent(labels, features, silence);
        return featuresSilent || labelsSilent
                ? later(features.eventTime, labels.eventTime)
                : earlier(features.eventTime, labels.eventTime);
    }

    private static boolean isSilent(Side side, Side other, Duration silence) {
        return !other.heardAt.equals(Instant.MIN)
                && Duration.between(side.heardAt, other.heardAt).compareTo(silence) > 0;
    }

    /** The same after one id went from a state to another. */
    public Progress moved(JoinState from, JoinState to) {
        return new Progress(features, labels, waiting + count(to) - count(from));
    }

    /** The same after what waited was taken away. */
    public Progress minusWaiting() {
        return new Progress(features, labels, waiting - 1);
    }

    private static int count(JoinState state) {
        return state instanceof JoinState.Waiting ? 1 : 0;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
