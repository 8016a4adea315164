package dev.evergreen.evaluator.drift;

import dev.evergreen.ingest.pipeline.DriftDetection;
import java.nio.ByteBuffer;
import java.util.List;

/** Alarms every so many rows, whatever they are: what a detector has to beat. */
final class Every implements Watcher {
    private static final int BYTES = 2 * Long.BYTES;

    private final int every;
    private long rows;
    private long firstTime;

    Every(DriftDetection.Every settings) {
        this.every = settings.rows();
    }

    @Override
    public List<Signal> add(Seen row) {
        firstTime = rows == 0 ? row.time() : firstTime;
        rows++;
        if (rows < every) {
            return List.of();
        }
        var signal = Signal.ofLoss((double) rows, every, rows, firstTime);
        rows = 0;
        return List.of(signal);
    }

    @Override
    public int bytes() {
        return BYTES;
    }

    @Override
    public void write(ByteBuffer to) {
        to.putLong(rows).putLong(firstTime);
    }

    static Every read(DriftDetection.Every settings, ByteBuffer from) {
        var every = new Every(settings);
        every.rows = from.getLong();
        every.firstTime = from.getLong();
        return every;
    }
}
