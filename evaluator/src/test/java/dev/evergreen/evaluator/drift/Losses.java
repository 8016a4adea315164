package dev.evergreen.evaluator.drift;

import dev.evergreen.ingest.event.FeatureVector;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Streams of losses without features, a second from row to row. */
final class Losses {
    private static final FeatureVector NONE = FeatureVector.owning(new double[0]);

    private Losses() {}

    static Seen seen(int row, double loss) {
        return new Seen(loss, 1_000L * row, NONE);
    }

    /** A signal and the row at which it came. */
    record At(int row, Signal signal) {}

    /** Rows 0, 1, ... of so many. */
    static List<At> signals(Watcher watcher, int rows, IntToDoubleFunction loss) {
        return IntStream.range(0, rows)
                .boxed()
                .flatMap(row ->
                        watcher.add(seen(row, loss.applyAsDouble(row))).stream().map(signal -> new At(row, signal)))
                .toList();
    }

    /** Errors that come by chance at a rate that depends on the row. */
    static IntToDoubleFunction errors(long seed, IntToDoubleFunction rate) {
        var random = new SplittableRandom(seed);
        return row -> random.nextDouble() < rate.applyAsDouble(row) ? 1 : 0;
    }
}
