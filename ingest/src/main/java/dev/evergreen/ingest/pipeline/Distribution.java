package dev.evergreen.ingest.pipeline;

import static dev.evergreen.ingest.pipeline.Checks.require;

import java.util.List;

/** Where random search draws a parameter's value from; named and bounded as in scipy, but by its two ends. */
public sealed interface Distribution {

    /** Each of some values alike. */
    record Choices(List<ParameterValue> values) implements Distribution {
        public Choices {
            values = List.copyOf(values);
        }
    }

    /** Each whole number from {@code low} (included) to {@code high} (excluded) alike. */
    record Randint(long low, long high) implements Distribution {
        public Randint {
            require(low < high, "randint", ends(low, high), "two whole numbers [low, high], low below high");
        }
    }

    /** Numbers from {@code low} to {@code high}; not scipy's {@code loc} and {@code scale}. */
    record Uniform(double low, double high) implements Distribution {
        public Uniform {
            require(
                    low < high && Double.isFinite(high - low),
                    "uniform",
                    ends(low, high),
                    "two numbers [low, high], low below high");
        }
    }

    /** Numbers from {@code low} to {@code high} whose logarithm is uniform. */
    record Loguniform(double low, double high) implements Distribution {
        public Loguniform {
            require(
                    low > 0 && low < high && Double.isFinite(high),
                    "loguniform",
                    ends(low, high),
                    "two numbers [low, high] above 0, low below high");
        }
    }

    private static String ends(Number low, Number high) {
        return "[%s, %s]".formatted(low, high);
    }
}
