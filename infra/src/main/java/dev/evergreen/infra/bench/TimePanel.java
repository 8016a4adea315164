package dev.evergreen.infra.bench;

import java.util.Locale;

/**
 * One coordinate system: time to the right, a figure upwards from 0.
 *
 * @param left of the drawing area, in pixels, as are the others
 * @param lastS where time ends
 */
record TimePanel(double left, double top, double width, double height, double lastS, Ticks ticks) {
    private static final int TIMES = 8;
    private static final double SECONDS_A_MINUTE = 60;

    Svg.Point at(double second, double value) {
        return new Svg.Point(left + width * second / lastS, top + height * (1 - value / ticks.top()));
    }

    /** Grid, ticks and names of the axes. */
    void frame(Svg svg, String title) {
        svg.text("heading", left, top - 14, title);
        for (double value : ticks.values()) {
            double y = at(0, value).y();
            svg.line("grid", left, y, left + width, y);
            svg.text("tick end", left - 8, y + 4, Ticks.number(value, ticks.step()));
        }
        boolean minutes = lastS > 2 * SECONDS_A_MINUTE;
        double unit = minutes ? SECONDS_A_MINUTE : 1;
        Ticks times = Ticks.upTo(lastS / unit, TIMES);
        for (double time : times.values()) {
            double x = at(time * unit, 0).x();
            if (x <= left + width + 1) {
                svg.line("axis", x, top + height, x, top + height + 4);
                svg.text("tick middle", x, top + height + 19, Ticks.number(time, times.step()));
            }
        }
        svg.line("axis", left, top + height, left + width, top + height);
        svg.text("tick end", left + width, top + height + 34, minutes ? "minutes" : "seconds");
    }

    /** What is to be said of a line, in the panel's upper right corner. */
    void remark(Svg svg, String format, Object... values) {
        svg.text("value end", left + width - 6, top + 14, String.format(Locale.ROOT, format, values));
    }
}
