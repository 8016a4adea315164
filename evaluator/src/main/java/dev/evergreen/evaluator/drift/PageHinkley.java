package dev.evergreen.evaluator.drift;

import dev.evergreen.ingest.pipeline.DriftDetection;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The test of Page and Hinkley for a rise: adds up by how much losses exceed their mean and {@code delta}, and alarms when the
 * sum is above its lowest value by more than {@code threshold}; then it begins again. Kept is the difference to the lowest
 * value, which is the sum cut at 0, and of which {@code alpha} is left after each row.
 *
 * <p>Source: Page, "Continuous inspection schemes", Biometrika 41 (1954); as used on streams by Gama, Sebastião and Rodrigues,
 * Machine Learning 90 (2013), section 4.
 */
final class PageHinkley implements Watcher {
    static final int WARM_UP = 30;
    private static final int BYTES = 5 * Long.BYTES;

    private final DriftDetection.PageHinkley settings;
    private long rows;
    private double mean;
    private double sum;
    /** The row at which the sum left 0, from 1. */
    private long roseAt;

    private long roseTime;

    PageHinkley(DriftDetection.PageHinkley settings) {
        this.settings = settings;
    }

    @Override
    public List<Signal> add(Seen row) {
        rows++;
        mean += (row.loss() - mean) / rows;
        if (sum == 0) {
            roseAt = rows;
            roseTime = row.time();
        }
        sum = Math.max(0, settings.alpha() * sum + row.loss() - mean - settings.delta());
        if (rows < WARM_UP || sum <= settings.threshold()) {
            return List.of();
        }
        var signal = Signal.ofLoss(sum, settings.threshold(), rows - roseAt + 1, roseTime);
        rows = 0;
        mean = 0;
        sum = 0;
        return List.of(signal);
    }

    @Override
    public int bytes() {
        return BYTES;
    }

    @Override
    public void write(ByteBuffer to) {
        to.putLong(rows).putDouble(mean).putDouble(sum).putLong(roseAt).putLong(roseTime);
    }

    static PageHinkley read(DriftDetection.PageHinkley settings, ByteBuffer from) {
        var test = new PageHinkley(settings);
        test.rows = from.getLong();
        test.mean = from.getDouble();
        test.sum = from.getDouble();
        test.roseAt = from.getLong();
        test.roseTime = from.getLong();
        return test;
    }
}
