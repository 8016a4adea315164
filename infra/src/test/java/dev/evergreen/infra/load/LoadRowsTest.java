package dev.evergreen.infra.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.infra.data.Gaussian;
import dev.evergreen.infra.data.Row;
import dev.evergreen.infra.replay.Schedule;
import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.LabelEvent;
import dev.evergreen.ingest.validation.EventParser;
import dev.evergreen.ingest.validation.Parsed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LoadRowsTest {
    private static final Gaussian SOURCE = Gaussian.of(1, 3, 2);
    private static final List<Row> ROWS = SOURCE.rows().toList();
    private static final long NOW = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private final Schedule schedule =
            new Schedule(Schedule.DEFAULT_START, Duration.ofMillis(1), 2, OptionalDouble.empty());
    private final EventParser parser = new EventParser(SOURCE.pipeline());
    private final LoadRows load = new LoadRows(SOURCE, SOURCE.pipeline(), schedule);

    @Test
    void writesMessagesAsEventsAreWritten() {
        assertThat(features(1))
                .isEqualTo(new FeatureEvent(
                        "gaussian-1",
                        Instant.parse("2020-01-01T00:00:00.001Z"),
                        ROWS.get(1).features()));
        assertThat(label(1))
                .isEqualTo(new LabelEvent(
                        "gaussian-1",
                        Instant.parse("2020-01-01T00:00:00.003Z"),
                        ROWS.get(1).label()));
    }

    @Test
    void beginsAgainWithOtherIdsWhenRowsRunOut() {
        assertThat(features(3_004))
                .isEqualTo(new FeatureEvent(
                        "gaussian-3004",
                        Instant.parse("2020-01-01T00:00:03.004Z"),
                        ROWS.get(1).features()));
        assertThat(label(3_004).label()).isEqualTo(ROWS.get(1).label());
        assertThat(LoadRows.row("gaussian-3004")).isEqualTo(3_004);
    }

    private FeatureEvent features(long row) {
        return ((Parsed.Accepted<FeatureEvent>) parser.features(key(row), load.features(row), NOW)).value();
    }

    private LabelEvent label(long row) {
        return ((Parsed.Accepted<LabelEvent>) parser.label(key(row), load.label(row), NOW)).value();
    }

    private byte[] key(long row) {
        return load.id(row).getBytes(StandardCharsets.UTF_8);
    }
}
