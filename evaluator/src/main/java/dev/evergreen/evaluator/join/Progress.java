package dev.evergreen.evaluator.join;

/**
 * How far a partition is.
 *
 * @param answered greatest event time of a feature event so far, milliseconds since the epoch
 * @param labeled greatest event time of a labeled row so far, milliseconds since the epoch
 * @param answers how many events are remembered
 * @param truths how many labels wait
 */
public record Progress(long answered, long labeled, long answers, long truths) {
    /** Before any time that an event can have, and still far from overflow. */
    private static final long BEFORE_ALL = Long.MIN_VALUE / 4;

    public static final Progress START = new Progress(BEFORE_ALL, BEFORE_ALL, 0, 0);

    Progress answeredUpTo(long eventTime) {
        return new Progress(Math.max(answered, eventTime), labeled, answers, truths);
    }

    Progress labeledUpTo(long eventTime) {
        return new Progress(answered, Math.max(labeled, eventTime), answers, truths);
    }

    Progress plusAnswers(long more) {
        return new Progress(answered, labeled, answers + more, truths);
    }

    Progress plusTruths(long more) {
        return new Progress(answered, labeled, answers, truths + more);
    }
}
