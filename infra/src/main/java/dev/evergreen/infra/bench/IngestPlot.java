package dev.evergreen.infra.bench;

import dev.evergreen.ingest.text.OneLine;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The steady run as a picture: rate, lag and memory over time. */
final class IngestPlot {
    static final int WIDTH = 960;
    static final int HEIGHT = 640;

    private static final int LONGEST_LINE = 135;
    private static final double LEFT = 92;
    private static final double PANEL_WIDTH = 836;
    private static final double PANEL_HEIGHT = 112;
    private static final int STEPS = 4;

    /** Room for a remark above the highest point. */
    private static final double HEADROOM = 1.25;

    private final IngestReport report;
    private final List<LoadSample> samples;
    private final Svg svg;

    private IngestPlot(IngestReport report) {
        this.report = report;
        this.samples = report.sustained().samples();
        this.svg = new Svg(WIDTH, HEIGHT, "ingest at load: " + title(report), PlotStyle.CSS);
    }

    static String of(IngestReport report) {
        return new IngestPlot(report).draw();
    }

    private static String title(IngestReport report) {
        return OneLine.of(IngestText.title(report.setting()), LONGEST_LINE);
    }

    private String draw() {
        SustainedRun run = report.sustained();
        svg.text("title", 32, 36, "Ingest at load");
        svg.text("subtitle", 32, 58, title(report));
        String advice = String.format(
                Locale.ROOT,
                "%,.0f rows a second, %.2f of a bare loop's; %s",
                run.rowsPerS(),
                run.shareOfLoop(),
                run.keptUp() ? "kept up" : "not kept up");
        svg.text("advice", 32, 79, advice);
        panel(120, "rows a second on labeled", LoadSample::rowsPerS)
                .remark(svg, "median %,.0f", Medians.of(samples, LoadSample::rowsPerS));
        panel(300, "lag: records that are not committed yet", LoadSample::lagRecords)
                .remark(svg, "first %,.0f, last %,.0f, most %,.0f", run.lagBegin(), run.lagEnd(), run.lagMax());
        panel(480, "resident memory of ingest's process, MB", LoadSample::rssMb)
                .remark(svg, "%+.1f MB a minute", run.rssSlopeMbPerMin());
        return svg.end();
    }

    private TimePanel panel(double top, String heading, ToDoubleFunction<LoadSample> figure) {
        double highest = Math.max(1, samples.stream().mapToDouble(figure).max().orElseThrow());
        var panel = new TimePanel(
                LEFT, top, PANEL_WIDTH, PANEL_HEIGHT, samples.getLast().atS(), Ticks.upTo(HEADROOM * highest, STEPS));
        panel.frame(svg, heading);
        svg.path(
                "measured",
                samples.stream()
                        .map(sample -> panel.at(sample.atS(), figure.applyAsDouble(sample)))
                        .toList());
        return panel;
    }
}
