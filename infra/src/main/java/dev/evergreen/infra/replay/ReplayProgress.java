package dev.evergreen.infra.replay;

/**
 * How far a replay is.
 *
 * @param rows how many there are
 * @param acknowledged of the features and labels sent, how many the broker has confirmed
 */
public record ReplayProgress(long rows, long featuresSent, long labelsSent, long acknowledged) {

    public boolean complete() {
        return labelsSent == rows && acknowledged == 2 * rows;
    }
}
