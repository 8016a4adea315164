package dev.evergreen.ingest.event;

import java.util.Arrays;

/**
 * How long after their events the labels of a window's rows came, in seconds; 0 where a label came first.
 *
 * @param medianS half of them took no longer
 * @param p95S nor did 95 in 100 than this
 */
public record LabelDelays(double medianS, double p95S, double maxS) {

    /** @param delaysMs {@code [rows]}, one or more, in any order; they are sorted */
    public static LabelDelays of(long[] delaysMs) {
        Arrays.sort(delaysMs);
        return new LabelDelays(quantile(50, delaysMs), quantile(95, delaysMs), quantile(100, delaysMs));
    }

    /** The least delay that so many in 100 do not exceed. */
    private static double quantile(int percent, long[] sorted) {
        int rank = (int) Math.ceilDiv((long) percent * sorted.length, 100);
        return Math.max(0, sorted[rank - 1]) / 1e3;
    }
}
