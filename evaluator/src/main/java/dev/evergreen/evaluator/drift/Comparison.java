package dev.evergreen.evaluator.drift;

import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.pipeline.DriftDetection;
import dev.evergreen.ingest.pipeline.Feature;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The newest rows against a sample: they move on by a part at a time, with a look after each. */
final class Comparison {
    private static final int PARTS = 4;
    /** Above the threshold in a row, to be an alarm. */
    private static final int LOOKS = 2;

    private final double threshold;
    private final int rowsOfPart;
    private final List<Histogram> histograms;
    private final long[] times = new long[PARTS];
    /** That is being filled. */
    private int part;

    private int filled;
    /** Full ones. */
    private int parts;

    private Comparison(DriftDetection.Psi settings, List<Histogram> histograms) {
        this.threshold = settings.threshold();
        this.rowsOfPart = settings.rows() / PARTS;
        this.histograms = List.copyOf(histograms);
    }

    /** @param features of which the first are watched, as many as the sample has */
    static Comparison with(Sample sample, DriftDetection.Psi settings, List<Feature> features) {
        var histograms = new ArrayList<Histogram>();
        for (int f = 0; f < sample.features(); f++) {
            Bins bins = Bins.of(features.get(f).type(), sample.column(f));
            histograms.add(new Histogram(bins, sample.column(f), PARTS));
        }
        return new Comparison(settings, histograms);
    }

    List<Signal> add(FeatureVector features, long time) {
        if (filled == 0) {
            times[part] = time;
            histograms.forEach(h -> h.clear(part));
        }
        for (int f = 0; f < histograms.size(); f++) {
            histograms.get(f).add(part, features.get(f));
        }
        filled++;
        if (filled < rowsOfPart) {
            return List.of();
        }
        filled = 0;
        part = (part + 1) % PARTS;
        parts = Math.min(PARTS, parts + 1);
        return parts == PARTS ? look() : List.of();
    }

    private List<Signal> look() {
        var signals = new ArrayList<Signal>();
        long rows = (long) PARTS * rowsOfPart;
        for (int f = 0; f < histograms.size(); f++) {
            double index = histograms.get(f).index();
            if (histograms.get(f).looked(index > threshold) == LOOKS) {
                // The part that is filled next is the oldest.
                signals.add(new Signal(OptionalInt.of(f), index, threshold, rows, times[part]));
            }
        }
        return signals;
    }

    int bytes() {
        return 3 * Integer.BYTES
                + PARTS * Long.BYTES
                + histograms.stream().mapToInt(Histogram::bytes).sum();
    }

    void write(ByteBuffer to) {
        to.putInt(part).putInt(filled).putInt(parts);
        for (long time : times) {
            to.putLong(time);
        }
        histograms.forEach(h -> h.write(to));
    }

    static Comparison read(DriftDetection.Psi settings, int features, ByteBuffer from) {
        int part = State.bounded(from.getInt(), PARTS - 1);
        int filled = State.bounded(from.getInt(), settings.rows() / PARTS - 1);
        int parts = State.bounded(from.getInt(), PARTS);
        var times = new long[PARTS];
        for (int p = 0; p < PARTS; p++) {
            times[p] = from.getLong();
        }
        var histograms = new ArrayList<Histogram>();
        for (int f = 0; f < features; f++) {
            histograms.add(Histogram.read(PARTS, from));
        }
        var comparison = new Comparison(settings, histograms);
        comparison.part = part;
        comparison.filled = filled;
        comparison.parts = parts;
        System.arraycopy(times, 0, comparison.times, 0, PARTS);
        return comparison;
    }
}
