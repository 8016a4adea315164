package dev.evergreen.ingest.pipeline;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 2h}, {@code 1h30m}, {@code 500ms}, or in ISO 8601. */
final class Durations {
    static final String ALLOWED = "a duration such as 500ms, 30s, 15m, 2h, 7d or 1h30m, at most 36500d";

    /** Keeps times plus durations far from the ends of what an instant can hold. */
    private static final Duration MAX = Duration.ofDays(36_500);

    private static final int MILLI = 1_000_000;
    private static final Pattern SHORT =
            Pattern.compile("(?=\\d)(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");

    private Durations() {}

    static Optional<Duration> parse(String text) {
        try {
            Matcher parts = SHORT.matcher(text);
            Duration duration = parts.matches()
                    ? Duration.ofDays(part(parts, 1))
                            .plusHours(part(parts, 2))
                            .plusMinutes(part(parts, 3))
                            .plusSeconds(part(parts, 4))
                            .plusMillis(part(parts, 5))
                    : Duration.parse(text);
            return Optional.of(duration).filter(d -> d.compareTo(MAX) <= 0);
        } catch (ArithmeticException | NumberFormatException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static String format(Duration duration) {
        if (duration.isNegative() || duration.toNanosPart() % MILLI != 0) {
            return duration.toString();
        }
        String text = part(duration.toDays(), "d")
                + part(duration.toHoursPart(), "h")
                + part(duration.toMinutesPart(), "m")
                + part(duration.toSecondsPart(), "s")
                + part(duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text;
    }

    private static long part(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }

    private static String part(long amount, String unit) {
        return amount == 0 ? "" : amount + unit;
    }
}
