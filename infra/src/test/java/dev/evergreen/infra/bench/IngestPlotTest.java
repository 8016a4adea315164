package dev.evergreen.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class IngestPlotTest {
    private static final IngestReport REPORT = report(600);

    @Test
    void drawsRateLagAndMemory() throws Exception {
        var svg = parse(IngestPlot.of(REPORT));

        assertThat(texts(svg, "heading"))
                .containsExactly(
                        "rows a second on labeled",
                        "lag: records that are not committed yet",
                        "resident memory of ingest's process, MB");
        assertThat(texts(svg, "advice")).containsExactly("9,000 rows a second, 0.60 of a bare loop's; kept up");
        assertThat(texts(svg, "value end"))
                .containsExactly("median 9,000", "first 100, last 120, most 5,000", "+0.5 MB a minute");
        assertThat(texts(svg, "tick end")).contains("minutes");
        assertThat(texts(svg, "subtitle"))
                .containsExactly(
                        "a & b, 20 features, 480 bytes a row in, 470 out; 1 partition; labels 10,000 rows late; 2 cores");
    }

    @Test
    void joinsEverySampleWithinThePicture() throws Exception {
        for (int samples : new int[] {1, 3, 600}) {
            var lines = parse(IngestPlot.of(report(samples))).getElementsByTagName("polyline");

            assertThat(lines.getLength()).isEqualTo(3);
            for (int i = 0; i < lines.getLength(); i++) {
                String[] points =
                        ((Element) lines.item(i)).getAttribute("points").split(" ", -1);
                assertThat(points).hasSize(samples).allSatisfy(point -> {
                    String[] xy = point.split(",", -1);
                    assertThat(Double.parseDouble(xy[0])).isBetween(0.0, (double) IngestPlot.WIDTH);
                    assertThat(Double.parseDouble(xy[1])).isBetween(0.0, (double) IngestPlot.HEIGHT);
                });
            }
        }
    }

    @Test
    void putsHalfTheTimeInTheMiddle() {
        var panel = new TimePanel(10, 20, 100, 200, 60, Ticks.upTo(10, 5));

        assertThat(panel.at(30, 2.5)).isEqualTo(new Svg.Point(60, 170));
    }

    private static IngestReport report(int count) {
        List<LoadSample> samples = IntStream.rangeClosed(1, count)
                .mapToObj(i -> new LoadSample(i, 9_000, i % 7, 300, Optional.empty()))
                .toList();
        var setting = new IngestReport.Setting("a & b", 20, 1, 10_000, 100_000, 1_000_000, 480, 470, 3, 10, 15, 512, 2);
        var run = new SustainedRun(
                10,
                9_000,
                9_000,
                0.6,
                0.9,
                true,
                100,
                120,
                5_000,
                300,
                305,
                0.5,
                Optional.empty(),
                Optional.empty(),
                30,
                31,
                0.1,
                0.05,
                0.02,
                120,
                250,
                5_000_000,
                0,
                List.of(),
                samples);
        return new IngestReport(setting, List.of(), run, List.of());
    }

    private static Element parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();
    }

    private static List<String> texts(Element svg, String look) {
        var all = svg.getElementsByTagName("text");
        return IntStream.range(0, all.getLength())
                .mapToObj(i -> (Element) all.item(i))
                .filter(text -> text.getAttribute("class").equals(look))
                .map(Element::getTextContent)
                .toList();
    }
}
