package dev.evergreen.infra.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Round numbers from 0 to above a value.
 *
 * @param step 1, 2 or 5 times a power of ten
 * @param top a multiple of {@code step}
 */
record Ticks(double step, double top) {

    /**
     * The finest that are no more than so many.
     *
     * @param highest above 0
     */
    static Ticks upTo(double highest, int most) {
        double step = Math.pow(10, Math.floor(Math.log10(highest)) - 1);
        double[] factors = {2, 2.5, 2};
        for (int i = 0; Math.ceil(highest / step) > most; i++) {
            step *= factors[i % factors.length];
        }
        return new Ticks(step, step * Math.ceil(highest / step));
    }

    List<Double> values() {
        return DoubleStream.iterate(0, value -> value < top + step / 2, value -> value + step)
                .boxed()
                .toList();
    }

    /** As many decimals as the step has. */
    static String number(double value, double step) {
        int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
