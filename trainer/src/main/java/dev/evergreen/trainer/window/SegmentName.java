package dev.evergreen.trainer.window;

import java.util.regex.Pattern;

/**
 * Names a segment: {@link #ROWS} rows with consecutive sequence numbers, from {@code number * ROWS} on. Equal names mean
 * equal rows.
 *
 * <p>So many rows, because a segment of 20 features then has 0.7 MB: few enough requests to an object store for a whole
 * window, and no more than two segments' rows that travel with every round as they fill none.
 *
 * @param number 0, 1, …
 * @param fingerprint of its file: see {@link SegmentFormat}
 */
public record SegmentName(long number, long fingerprint) {
    public static final int ROWS = 4096;

    /** Above, sequence numbers would overflow. */
    static final long MAX_NUMBER = Long.MAX_VALUE / ROWS - 1;

    private static final Pattern FILE = Pattern.compile("segment-\\d+-[0-9a-f]{16}\\.rows");

    public SegmentName {
        if (number < 0 || number > MAX_NUMBER) {
            throw new IllegalArgumentException("segment number " + number);
        }
    }

    /** The file's name within the pipeline's folder. */
    public String file() {
        return "segment-%d-%016x.rows".formatted(number, fingerprint);
    }

    /** Whether a file is a segment's, by its name. */
    public static boolean isOf(String file) {
        return FILE.matcher(file).matches();
    }
}
