package dev.evergreen.infra.demo;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The strategies side by side, for people. */
final class StrategyText {
    private StrategyText() {}

    static String of(List<StrategyResult> strategies) {
        boolean numbers = strategies.stream().anyMatch(s -> s.rmse().isPresent());
        var text = new StringBuilder(System.lineSeparator());
        text.append(
                numbers
                        ? format("%-12s  %9s  %6s  %8s  %s%n", "strategy", "RMSE", "rounds", "CPU s", "retrains")
                        : format(
                                "%-12s  %9s  %7s  %6s  %8s  %s%n",
                                "strategy", "accuracy", "kappa", "rounds", "CPU s", "retrains"));
        for (StrategyResult s : strategies) {
            text.append(
                    numbers
                            ? format("%-12s  %9s  ", s.name(), figure(s.rmse()))
                            : format("%-12s  %9s  %7s  ", s.name(), figure(s.accuracy()), figure(s.kappa())));
            text.append(format("%6d  %8.1f  %s%n", s.rounds(), s.cpuS(), s.retrains()));
        }
        return text.append(format("figures from row %,d on; CPU seconds of all fits", LaterRows.FIRST))
                .toString();
    }

    private static String figure(Optional<Double> value) {
        return value.map(v -> format("%.4f", v)).orElse("-");
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
