package dev.evergreen.infra.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * How far something is, on one line.
 *
 * @param stage what goes on
 * @param total of {@code done}; empty if nobody knows
 * @param detail what else there is to say; may be empty
 */
public record ProgressLine(String stage, long done, OptionalLong total, String detail) {
    private static final int BAR = 20;
    private static final Duration SETTLED = Duration.ofSeconds(1);

    public static ProgressLine of(String stage, long done, long total, String detail) {
        return new ProgressLine(stage, done, OptionalLong.of(total), detail);
    }

    public static ProgressLine of(String stage, String detail) {
        return new ProgressLine(stage, 0, OptionalLong.empty(), detail);
    }

    /**
     * Such as {@code replay [=====>    ] 50% 500/1,000, 250/s, 2 s left; 3 rounds}, cut at the width.
     *
     * @param elapsed since {@code done} was 0
     * @param columns of the terminal
     */
    public String render(Duration elapsed, int columns) {
        var line = new StringBuilder(stage);
        if (total.isPresent() && total.getAsLong() > 0) {
            double share = Math.clamp((double) done / total.getAsLong(), 0, 1);
            line.append(' ').append(bar(share));
            line.append(String.format(Locale.ROOT, " %d%% %,d/%,d", (int) (100 * share), done, total.getAsLong()));
            line.append(speed(elapsed));
        } else if (done > 0) {
            line.append(String.format(Locale.ROOT, " %,d", done));
        }
        if (!detail.isEmpty()) {
            line.append(line.length() == stage.length() ? ": " : "; ").append(detail);
        }
        return line.length() <= columns ? line.toString() : line.substring(0, Math.max(0, columns - 1)) + "…";
    }

    private String speed(Duration elapsed) {
        if (done == 0 || elapsed.compareTo(SETTLED) < 0) {
            return "";
        }
        double perSecond = done * 1e9 / elapsed.toNanos();
        String speed = String.format(Locale.ROOT, perSecond < 10 ? ", %.1f/s" : ", %,.0f/s", perSecond);
        long left = total.getAsLong() - done;
        return left <= 0
                ? speed
                : speed + ", " + spell(Duration.ofSeconds((long) Math.ceil(left / perSecond))) + " left";
    }

    /** The two largest units, such as {@code 45 s}, {@code 2 min 5 s}, {@code 3 h}, {@code 10 d 10 h}. */
    static String spell(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return spell(seconds / 60, "min", seconds % 60, "s");
        }
        return seconds < 86_400
                ? spell(seconds / 3_600, "h", seconds / 60 % 60, "min")
                : spell(seconds / 86_400, "d", seconds / 3_600 % 24, "h");
    }

    private static String spell(long large, String unit, long small, String smallUnit) {
        return "%d %s".formatted(large, unit) + (small == 0 ? "" : " %d %s".formatted(small, smallUnit));
    }

    private static String bar(double share) {
        int full = (int) (BAR * share);
        String head = full == 0 || full == BAR ? "" : ">";
        String body = "=".repeat(full - head.length()) + head;
        return "[" + body + " ".repeat(BAR - full) + "]";
    }
}
