package dev.evergreen.ingest.event;

import static dev.evergreen.ingest.event.Samples.BIKES;
import static dev.evergreen.ingest.event.Samples.ELECTRICITY;
import static dev.evergreen.ingest.event.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.ingest.validation.EventParser;
import dev.evergreen.ingest.validation.Parsed;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventWriterTest {
    private final EventWriter electricity = new EventWriter(ELECTRICITY);
    private final EventWriter bikes = new EventWriter(BIKES);

    @Test
    void writesFeatures() {
        assertThat(text(electricity.features(Samples.features())))
                .isEqualTo("{\"id\":\"e1\",\"event_time\":\"2026-01-01T12:00:00Z\","
                        + "\"features\":{\"nswprice\":0.056,\"weekday\":\"tue\"}}");
    }

    @Test
    void writesLabels() {
        assertThat(text(electricity.label(Samples.label())))
                .isEqualTo("{\"id\":\"e1\",\"event_time\":\"2026-01-01T12:01:00Z\",\"label\":\"1\"}");
        assertThat(text(bikes.label(new LabelEvent("e1", NOON, 2.5))))
                .isEqualTo("{\"id\":\"e1\",\"event_time\":\"2026-01-01T12:00:00Z\",\"label\":2.5}");
    }

    @Test
    void writesLabeledExamples() {
        assertThat(text(electricity.labeled(Samples.labeled())))
                .isEqualTo(
                        "{\"id\":\"e1\",\"event_time\":\"2026-01-01T12:00:00Z\",\"label_time\":\"2026-01-01T12:01:00Z\","
                                + "\"features\":{\"nswprice\":0.056,\"weekday\":\"tue\"},\"label\":\"1\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0, 0",
        "-0.0, -0.0",
        "3, 3",
        "-17, -17",
        "0.1, 0.1",
        "999999999999999, 999999999999999",
        "1e15, 1.0E15",
        "1e300, 1.0E300",
        "4.9e-324, 4.9E-324",
    })
    void writesNumbersAsShortAsTheyAre(double number, String json) {
        assertThat(text(bikes.label(new LabelEvent("e1", NOON, number)))).endsWith("\"label\":" + json + "}");
    }

    @Test
    void everyDoubleComesBackAsItWas() {
        var random = new Random(7);
        var parser = new EventParser(BIKES);
        for (int i = 0; i < 20_000; i++) {
            double any = Double.longBitsToDouble(random.nextLong());
            double number = Double.isFinite(any) ? any : random.nextInt();
            byte[] json = bikes.label(new LabelEvent("e1", NOON, number));
            assertThat(parser.label(Samples.utf8("e1"), json, NOON.toEpochMilli()))
                    .isEqualTo(new Parsed.Accepted<>(new LabelEvent("e1", NOON, number)));
        }
    }

    @Test
    void neverWritesNaN() {
        assertThatThrownBy(() -> bikes.label(new LabelEvent("e1", NOON, Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("NaN is not a JSON number");
    }

    @Test
    void refusesAVectorOfAnotherPipeline() {
        assertThatThrownBy(() -> bikes.features(Samples.features()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 feature values, not 1");
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
