package dev.evergreen.evaluator.drift;

import dev.evergreen.ingest.pipeline.DriftDetection;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * DDM: with p the error rate since its start and {@code s = sqrt(p (1 - p) / n)}, it warns when {@code p + s} is above the
 * lowest {@code p + s} so far by 2 of the s that was then, alarms at 3, and begins again (Gama, Medas, Castillo and
 * Rodrigues, "Learning with drift detection", SBIA 2004, section 3). For losses between 0 and 1 the same s is an upper
 * bound.
 *
 * <p>No lowest rate is taken before the first error: 0 ± 0 would make the next one an alarm.
 */
final class Ddm implements Watcher {
    static final int WARM_UP = 30;
    private static final int BYTES = 6 * Long.BYTES;

    private final DriftDetection.Ddm settings;
    private long rows;
    private double losses;
    private double lowestRate;
    private double lowestDeviation;
    /** The row of the warning, from 1; 0 if there is none. */
    private long warnedAt;

    private long warnedTime;

    Ddm(DriftDetection.Ddm settings) {
        this.settings = settings;
        begin();
    }

    private void begin() {
        rows = 0;
        losses = 0;
        lowestRate = Double.POSITIVE_INFINITY;
        lowestDeviation = 0;
        warnedAt = 0;
        warnedTime = 0;
    }

    @Override
    public List<Signal> add(Seen row) {
        rows++;
        losses += row.loss();
        if (rows < WARM_UP || losses == 0) {
            return List.of();
        }
        double rate = Math.min(1, losses / rows);
        double deviation = Math.sqrt(rate * (1 - rate) / rows);
        if (rate + deviation <= lowestRate + lowestDeviation) {
            lowestRate = rate;
            lowestDeviation = deviation;
        }
        if (rate + deviation <= lowestRate + settings.warningLevel() * lowestDeviation) {
            warnedAt = 0;
            return List.of();
        }
        if (warnedAt == 0) {
            warnedAt = rows;
            warnedTime = row.time();
        }
        double bound = lowestRate + settings.driftLevel() * lowestDeviation;
        if (rate + deviation <= bound) {
            return List.of();
        }
        var signal = Signal.ofLoss(rate + deviation, bound, rows - warnedAt + 1, warnedTime);
        begin();
        return List.of(signal);
    }

    @Override
    public int bytes() {
        return BYTES;
    }

    @Override
    public void write(ByteBuffer to) {
        to.putLong(rows)
                .putDouble(losses)
                .putDouble(lowestRate)
                .putDouble(lowestDeviation)
                .putLong(warnedAt)
                .putLong(warnedTime);
    }

    static Ddm read(DriftDetection.Ddm settings, ByteBuffer from) {
        var ddm = new Ddm(settings);
        ddm.rows = from.getLong();
        ddm.losses = from.getDouble();
        ddm.lowestRate = from.getDouble();
        ddm.lowestDeviation = from.getDouble();
        ddm.warnedAt = from.getLong();
        ddm.warnedTime = from.getLong();
        return ddm;
    }
}
