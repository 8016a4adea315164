package dev.evergreen.infra.dashboard;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * A line that never has more than so many points, however long it grows: when it is full every second point goes, and from
 * then on points are kept half as often. The newest is always there.
 */
final class Series {
    private static final MathContext DIGITS = new MathContext(5);

    private final int most;
    private final List<Point> kept = new ArrayList<>();
    private Point newest = new Point(Long.MIN_VALUE, 0);
    private long stride = 1;

    /** One place of the line. */
    record Point(long x, double y) {}

    /**
     * A line as it goes out.
     *
     * @param x rising
     * @param y of five significant digits
     */
    record Line(List<Long> x, List<Double> y) {
        Line {
            x = List.copyOf(x);
            y = List.copyOf(y);
        }
    }

    /** @param most how many points, 2 or more */
    Series(int most) {
        this.most = most;
    }

    /** Goes on to a point; one that does not lie to the right of the newest, or is no number, is passed over. */
    void add(long x, double y) {
        if (x <= newest.x() || !Double.isFinite(y)) {
            return;
        }
        newest = new Point(x, rounded(y));
        if (kept.isEmpty() || x - kept.getLast().x() >= stride) {
            kept.add(newest);
        }
        // One place is for the newest.
        while (kept.size() >= most) {
            thinOut();
        }
    }

    private void thinOut() {
        var half = new ArrayList<Point>(most);
        for (int i = 0; i < kept.size(); i += 2) {
            half.add(kept.get(i));
        }
        kept.clear();
        kept.addAll(half);
        stride *= 2;
    }

    Line line() {
        var points = new ArrayList<>(kept);
        if (!kept.isEmpty() && kept.getLast().x() < newest.x()) {
            points.add(newest);
        }
        return new Line(
                points.stream().map(Point::x).toList(),
                points.stream().map(Point::y).toList());
    }

    private static double rounded(double y) {
        return new BigDecimal(y).round(DIGITS).doubleValue();
    }
}
