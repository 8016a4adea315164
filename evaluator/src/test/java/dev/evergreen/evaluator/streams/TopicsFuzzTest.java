package dev.evergreen.evaluator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.evaluator.TestModels;
import dev.evergreen.evaluator.TestPipelines;
import dev.evergreen.evaluator.join.Met;
import dev.evergreen.evaluator.join.Truth;
import dev.evergreen.evaluator.scoring.Guess;
import dev.evergreen.evaluator.scoring.Shadows;
import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.EventWriter;
import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.LabeledExample;
import dev.evergreen.ingest.event.Lineup;
import dev.evergreen.ingest.event.Prediction;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong messages on every topic that the app reads, its own among them: it goes on, and answers. */
class TopicsFuzzTest {
    private static final int MESSAGES = 360;
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Pipeline PIPELINE = TestPipelines.classes("elec");
    private static final FeatureVector FEATURES = FeatureVector.owning(new double[] {0.75, 1});

    @TempDir
    private Path dir;

    private final Random random = new Random(42);

    @Test
    void noBytesStopTheApp() {
        List<Map.Entry<String, byte[]>> good = good();
        try (var app = new Harness(dir, PIPELINE)) {
            app.model(PIPELINE, model());
            for (int i = 0; i < MESSAGES; i++) {
                var one = good.get(i % good.size());
                // Under another key than their id most are refused for that alone.
                app.raw(one.getKey(), Harness.key("e" + random.nextInt(1, 3)), wrong(one.getValue()));
            }
            app.look();
            app.predictions(PIPELINE);
            app.features(PIPELINE, "last", T0, 0.75, 1);
            assertThat(app.predictions(PIPELINE)).extracting(Prediction::id).containsExactly("last");
            assertThat(app.metric("foreign-total", PIPELINE)).isPositive();
            assertThat(app.metric("models-refused-total", PIPELINE)).isPositive();
            assertThat(app.metric("champions-refused-total", PIPELINE)).isPositive();
        }
    }

    @Test
    void rowsThatClaimMoreThanTheyHoldMakeNoRoomForIt() {
        byte[] row = row();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = wrong(row);
            JoinCodec.joined(bytes).ifPresent(joined -> {
                assertThat(joined.features().size()).isLessThanOrEqualTo(bytes.length / Double.BYTES);
            });
        }
    }

    private static List<Map.Entry<String, byte[]>> good() {
        var writer = new EventWriter(PIPELINE);
        var topics = PIPELINE.topics();
        return List.of(
                Map.entry(topics.features(), writer.features(new FeatureEvent("e1", T0, FEATURES))),
                Map.entry(
                        topics.labeled(),
                        writer.labeled(new LabeledExample("e1", T0, T0.plusSeconds(60), FEATURES, 1))),
                Map.entry(
                        topics.control(),
                        Json.write(new ControlMessage(
                                "elec",
                                ControlMessage.Command.PROMOTE,
                                ControlMessage.Cause.USER,
                                Optional.of(1L),
                                Optional.of("r"),
                                "",
                                Optional.empty(),
                                Optional.empty()))),
                Map.entry(topics.models(), model()),
                Map.entry(topics.champions(), Json.write(new Lineup("elec", 1, 1, List.of(), Optional.empty(), 1))),
                Map.entry("evergreen-evaluator-test-elec-joined-repartition", row()));
    }

    private static byte[] model() {
        return TestModels.file(PIPELINE, 1, TestModels.stump(2, 0.5, 0.25, 0.75));
    }

    private static byte[] row() {
        var guess = new Guess(1, 1, new double[] {0.75}, new Shadows(new long[] {2}, new double[] {0}));
        var met = new Met("e1", new Truth(T0, T0.plusSeconds(60), 1), Optional.of(guess));
        return JoinCodec.write(new Emitted.Joined(met, FEATURES));
    }

    private byte[] wrong(byte[] good) {
        byte[] bytes = good.clone();
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(16));
            case 2 -> {
                double some = random.nextBoolean() ? Double.NaN : Double.NEGATIVE_INFINITY;
                ByteBuffer.wrap(bytes).putDouble(Math.max(0, Math.min(at, bytes.length - Double.BYTES)), some);
                yield bytes;
            }
            default -> {
                bytes[at] = (byte) random.nextInt(256);
                yield bytes;
            }
        };
    }
}
