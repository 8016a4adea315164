package dev.evergreen.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class NJobsPlotTest {
    private static final BenchReport REPORT = Reports.of(
            Reports.process(1, 1500, 12, 10, 10),
            Reports.process(2, 1575, 7, 5, 5.5),
            Reports.process(4, 2222, 6, 3.5, 3.5));

    @Test
    void showsEveryMeasuredValue() throws Exception {
        var svg = parse(NJobsPlot.of(REPORT));

        assertThat(texts(svg, "value middle"))
                .containsExactly("10.00", "5.25", "3.50", "100 %", "95 %", "71 %", "1,500", "1,575", "2,222");
        assertThat(texts(svg, "heading"))
                .containsExactly(
                        "wall clock of a round, seconds",
                        "efficiency: speed-up / n_jobs, percent",
                        "peak memory of the process (RSS), MB");
        assertThat(texts(svg, "subtitle"))
                .containsExactly("elec & co, 5,000 rows x 20 features; 12 candidates x 5 folds and a refit; 4 cores");
        assertThat(texts(svg, "advice")).first().asString().startsWith("recommended n_jobs 4: 2.86 times as fast");
    }

    @Test
    void drawsNothingOutsideOfThePicture() throws Exception {
        for (var report : List.of(REPORT, Reports.of(Reports.process(1, 1e5, 0.001)), ofMany())) {
            var svg = parse(NJobsPlot.of(report));

            assertThat(numbers(svg, "x", "x1", "x2", "cx"))
                    .isNotEmpty()
                    .allSatisfy(x -> assertThat(x).isBetween(0.0, (double) NJobsPlot.WIDTH));
            assertThat(numbers(svg, "y", "y1", "y2", "cy"))
                    .isNotEmpty()
                    .allSatisfy(y -> assertThat(y).isBetween(0.0, (double) NJobsPlot.HEIGHT));
            assertThat(points(svg)).allSatisfy(point -> {
                assertThat(point[0]).isBetween(0.0, (double) NJobsPlot.WIDTH);
                assertThat(point[1]).isBetween(0.0, (double) NJobsPlot.HEIGHT);
            });
        }
    }

    @Test
    void putsTwiceTheValueTwiceAsHigh() {
        var panel = new PlotPanel(0, 0, 100, 200, List.of(1, 4), Ticks.upTo(10, 5));

        assertThat(panel.ticks()).isEqualTo(new Ticks(2, 10));
        assertThat(panel.at(1, 2.5)).isEqualTo(new Svg.Point(36, 150));
        assertThat(panel.at(2, 5)).isEqualTo(new Svg.Point(50, 100));
        assertThat(panel.at(4, 0)).isEqualTo(new Svg.Point(64, 200));
    }

    @Test
    void marksAxesWithRoundNumbers() {
        assertThat(Ticks.upTo(0.034, 6).values()).hasSize(5).last().isEqualTo(0.04);
        assertThat(Ticks.upTo(125, 4).values()).containsExactly(0.0, 50.0, 100.0, 150.0);
        assertThat(Ticks.upTo(1, 6).values()).hasSize(6);
        assertThat(Ticks.upTo(2_469, 4).values()).containsExactly(0.0, 1_000.0, 2_000.0, 3_000.0);
    }

    private static BenchReport ofMany() {
        return Reports.of(
                Reports.process(1, 700, 100), Reports.process(8, 900, 150), Reports.process(128, 40_000, 1.5));
    }

    private static Document parse(String svg) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> elements(Document svg) {
        var all = svg.getElementsByTagName("*");
        var elements = new ArrayList<Element>();
        for (int i = 0; i < all.getLength(); i++) {
            elements.add((Element) all.item(i));
        }
        return elements;
    }

    private static List<String> texts(Document svg, String look) {
        return elements(svg).stream()
                .filter(e ->
                        e.getTagName().equals("text") && e.getAttribute("class").equals(look))
                .map(Element::getTextContent)
                .toList();
    }

    private static List<Double> numbers(Document svg, String... attributes) {
        return elements(svg).stream()
                .flatMap(e -> List.of(attributes).stream().map(e::getAttribute))
                .filter(value -> !value.isEmpty())
                .map(Double::valueOf)
                .toList();
    }

    private static List<double[]> points(Document svg) {
        return elements(svg).stream()
                .flatMap(e -> List.of(e.getAttribute("points").split(" ")).stream())
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split(","))
                .map(pair -> new double[] {Double.parseDouble(pair[0]), Double.parseDouble(pair[1])})
                .toList();
    }
}
