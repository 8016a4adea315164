package dev.evergreen.infra.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One coordinate system: n_jobs to the right, every doubling as wide, and a figure upwards from 0.
 *
 * @param left of the drawing area, in pixels, as are the others
 * @param nJobs ascending
 */
record PlotPanel(double left, double top, double width, double height, List<Integer> nJobs, Ticks ticks) {
    private static final double MARGIN = 36;
    private static final double DOT = 4.5;
    private static final double ASIDE = 9;

    Svg.Point at(double jobs, double value) {
        double first = Math.log(nJobs.getFirst());
        double last = Math.log(nJobs.getLast());
        double share = last == first ? 0.5 : (Math.log(jobs) - first) / (last - first);
        return new Svg.Point(left + MARGIN + share * (width - 2 * MARGIN), top + height * (1 - value / ticks.top()));
    }

    /** Grid, ticks, names of the axes, and which n_jobs is recommended. */
    void frame(Svg svg, String title, int recommended) {
        svg.text("heading", left, top - 14, title);
        for (double value : ticks.values()) {
            double y = at(1, value).y();
            svg.line("grid", left, y, left + width, y);
            svg.text("tick end", left - 8, y + 4, Ticks.number(value, ticks.step()));
        }
        double x = at(recommended, 0).x();
        svg.line("recommended", x, top, x, top + height);
        for (int jobs : nJobs) {
            double at = at(jobs, 0).x();
            svg.line("axis", at, top + height, at, top + height + 4);
            svg.text("tick middle", at, top + height + 19, Integer.toString(jobs));
        }
        svg.line("axis", left, top + height, left + width, top + height);
        svg.text("tick end", left + width, top + height + 34, "n_jobs");
    }

    /**
     * Measured points, joined, with their values.
     *
     * @param values {@code [nJobs]}
     * @param decimals of the values as they are shown
     */
    void measured(Svg svg, List<Double> values, int decimals, String unit) {
        var points = new ArrayList<Svg.Point>();
        for (int i = 0; i < nJobs.size(); i++) {
            points.add(at(nJobs.get(i), values.get(i)));
        }
        svg.path("measured", points);
        // To the side from which the line does not come.
        double aside = values.getLast() > values.getFirst() ? -ASIDE : ASIDE;
        for (int i = 0; i < points.size(); i++) {
            Svg.Point point = points.get(i);
            svg.dot("dot", point, DOT);
            String value = String.format(Locale.ROOT, "%,." + decimals + "f", values.get(i));
            svg.text("value middle", point.x() + aside, point.y() - 11, value + unit);
        }
    }
}
