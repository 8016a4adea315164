package dev.evergreen.infra.bench;

import dev.evergreen.ingest.text.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The figures as a picture: wall clock against what would be ideal; efficiency and peak memory beside it. */
final class NJobsPlot {
    static final int WIDTH = 960;
    static final int HEIGHT = 500;

    private static final int LONGEST_LINE = 135;
    private static final int LONGEST_ADVICE = 110;
    private static final int STEPS_OF_IDEAL = 40;

    /** Room for a value above the highest point. */
    private static final double HEADROOM = 1.12;

    private final BenchReport report;
    private final Svg svg;
    private final List<Integer> nJobs;

    private NJobsPlot(BenchReport report) {
        this.report = report;
        this.svg = new Svg(WIDTH, HEIGHT, "n_jobs measured: " + title(report), PlotStyle.CSS);
        this.nJobs = report.runs().stream().map(Run::nJobs).toList();
    }

    static String of(BenchReport report) {
        return new NJobsPlot(report).draw();
    }

    private static String title(BenchReport report) {
        return OneLine.of(BenchText.title(report.setting()), LONGEST_LINE);
    }

    private String draw() {
        svg.text("title", 32, 36, "What n_jobs brings");
        svg.text("subtitle", 32, 58, title(report));
        advice("recommended n_jobs %d: %s".formatted(report.recommended(), report.reason()));
        wall();
        efficiency();
        memory();
        return svg.end();
    }

    /** On two lines if need be: its last clause goes to the second. */
    private void advice(String advice) {
        int clause = advice.length() <= LONGEST_ADVICE ? -1 : advice.lastIndexOf("; ");
        svg.text("advice", 32, 79, clause < 0 ? advice : advice.substring(0, clause + 1));
        if (clause >= 0) {
            svg.text("advice", 32, 97, advice.substring(clause + 2));
        }
    }

    private void wall() {
        List<Double> walls = report.runs().stream().map(Run::wallS).toList();
        double highest = walls.stream().mapToDouble(wall -> wall).max().orElseThrow();
        var panel = new PlotPanel(72, 140, 420, 302, nJobs, Ticks.upTo(HEADROOM * highest, 6));
        panel.frame(svg, "wall clock of a round, seconds", report.recommended());
        ideal(panel, walls.getFirst());
        panel.measured(svg, walls, 2, "");
    }

    /** What it would be if n jobs were n times as fast. */
    private void ideal(PlotPanel panel, double serialWallS) {
        int last = nJobs.getLast();
        if (last == 1) {
            return;
        }
        var points = new ArrayList<Svg.Point>();
        for (int i = 0; i <= STEPS_OF_IDEAL; i++) {
            double jobs = Math.pow(last, (double) i / STEPS_OF_IDEAL);
            points.add(panel.at(jobs, serialWallS / jobs));
        }
        svg.path("ideal", points);
        Svg.Point end = points.getLast();
        svg.text("ideal-name end", end.x(), end.y() + 20, "ideal: serial wall / n_jobs");
    }

    private void efficiency() {
        List<Double> percent =
                report.runs().stream().map(run -> 100 * run.efficiency()).toList();
        double highest = percent.stream().mapToDouble(p -> p).max().orElseThrow();
        var panel = new PlotPanel(570, 140, 350, 112, nJobs, Ticks.upTo(1.25 * highest, 4));
        panel.frame(svg, "efficiency: speed-up / n_jobs, percent", report.recommended());
        panel.measured(svg, percent, 0, " %");
    }

    private void memory() {
        List<Double> peaks = report.runs().stream()
                .map(Run::peakRssMb)
                .flatMap(Optional::stream)
                .toList();
        if (peaks.size() < nJobs.size()) {
            svg.text("subtitle", 570, 340, "peak memory: this system does not tell");
            return;
        }
        double highest = peaks.stream().mapToDouble(mb -> mb).max().orElseThrow();
        var panel = new PlotPanel(570, 330, 350, 112, nJobs, Ticks.upTo(1.25 * highest, 4));
        panel.frame(svg, "peak memory of the process (RSS), MB", report.recommended());
        panel.measured(svg, peaks, 0, "");
    }
}
