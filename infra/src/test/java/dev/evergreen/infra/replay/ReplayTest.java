package dev.evergreen.infra.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.infra.data.Drift;
import dev.evergreen.infra.data.RowSource;
import dev.evergreen.infra.data.Sea;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private final RowSource sea = new Sea(1, 4, new Drift(4, 1), 0);
    private final MockProducer<String, byte[]> producer = producer(true);

    @Test
    void sendsEachLabelTheDelayAfterItsFeatures() throws InterruptedException {
        replay(2, OptionalDouble.empty(), Pace.FREE, _ -> {}).run();

        assertThat(sent())
                .containsExactly(
                        "sea.features sea-000000000 2020-01-01T00:00:00Z",
                        "sea.features sea-000000001 2020-01-01T00:30:00Z",
                        "sea.features sea-000000002 2020-01-01T01:00:00Z",
                        "sea.labels sea-000000000 2020-01-01T01:00:00Z",
                        "sea.features sea-000000003 2020-01-01T01:30:00Z",
                        "sea.labels sea-000000001 2020-01-01T01:30:00Z",
                        "sea.labels sea-000000002 2020-01-01T02:00:00Z",
                        "sea.labels sea-000000003 2020-01-01T02:30:00Z");
    }

    @Test
    void sendsLabelsRightAfterTheirFeaturesWithoutDelay() throws InterruptedException {
        replay(0, OptionalDouble.empty(), Pace.FREE, _ -> {}).run();

        assertThat(sent().subList(0, 3))
                .containsExactly(
                        "sea.features sea-000000000 2020-01-01T00:00:00Z",
                        "sea.labels sea-000000000 2020-01-01T00:00:00Z",
                        "sea.features sea-000000001 2020-01-01T00:30:00Z");
    }

    @Test
    void writesTheEventsAsJson() throws InterruptedException {
        replay(0, OptionalDouble.empty(), Pace.FREE, _ -> {}).run();

        assertThat(producer.history().stream().limit(2).map(r -> new String(r.value(), StandardCharsets.UTF_8)))
                .containsExactly(
                        "{\"id\":\"sea-000000000\",\"event_time\":\"2020-01-01T00:00:00Z\",\"features\":"
                                + "{\"f1\":5.665615751722809,\"f2\":7.457817572627011,\"f3\":9.710027535867962}}",
                        "{\"id\":\"sea-000000000\",\"event_time\":\"2020-01-01T00:00:00Z\",\"label\":\"0\"}");
    }

    @Test
    void asksThePaceBeforeEachLabel() throws InterruptedException {
        var asked = new ArrayList<String>();

        replay(3, OptionalDouble.empty(), n -> asked.add(n + " of " + sent().size()), _ -> {})
                .run();

        assertThat(asked).containsExactly("0 of 4", "1 of 5", "2 of 6", "3 of 7");
    }

    @Test
    void reportsEveryRowAndTheEnd() throws InterruptedException {
        var reports = new ArrayList<ReplayProgress>();

        var result = replay(3, OptionalDouble.empty(), Pace.FREE, reports::add).run();

        assertThat(reports).hasSize(8).element(3).isEqualTo(new ReplayProgress(4, 4, 1, 5));
        assertThat(reports.getLast()).isEqualTo(result).isEqualTo(new ReplayProgress(4, 4, 4, 8));
        assertThat(result.complete()).isTrue();
    }

    @Test
    void keepsToTheRate() throws InterruptedException {
        long begin = System.nanoTime();

        replay(1, OptionalDouble.of(20), Pace.FREE, _ -> {}).run();

        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(200_000_000);
    }

    @Test
    void failsWhenTheBrokerRefusesARecord() {
        var manual = producer(false);
        Pace refuse = n -> {
            if (n == 1) {
                manual.errorNext(new RecordTooLargeException("too large"));
            }
        };
        var replay = new Replay(sea, sea.pipeline(), Schedule.of(0, OptionalDouble.empty()), manual, refuse, _ -> {});

        assertThatThrownBy(replay::run)
                .isInstanceOf(KafkaException.class)
                .hasMessage("a record could not be sent: too large");
    }

    private Replay replay(int delay, OptionalDouble rate, Pace pace, Consumer<ReplayProgress> progress) {
        return new Replay(sea, sea.pipeline(), Schedule.of(delay, rate), producer, pace, progress);
    }

    private List<String> sent() {
        return producer.history().stream()
                .map(r -> "%s %s %s"
                        .formatted(
                                r.topic(),
                                r.key(),
                                new String(r.value(), StandardCharsets.UTF_8)
                                        .replaceAll(".*event_time\":\"([^\"]*)\".*", "$1")))
                .toList();
    }

    private static MockProducer<String, byte[]> producer(boolean autoComplete) {
        return new MockProducer<>(autoComplete, null, new StringSerializer(), new ByteArraySerializer());
    }
}
