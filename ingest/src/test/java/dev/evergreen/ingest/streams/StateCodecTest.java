package dev.evergreen.ingest.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.evergreen.ingest.event.Bytes;
import dev.evergreen.ingest.event.EventWriter;
import dev.evergreen.ingest.event.Reject.Header;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.event.Samples;
import dev.evergreen.ingest.join.JoinState;
import dev.evergreen.ingest.join.Original;
import dev.evergreen.ingest.join.Progress;
import dev.evergreen.ingest.streams.StateCodec.Kept;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StateCodecTest {
    private static final StateCodec CODEC = new StateCodec(Samples.ELECTRICITY);
    private static final EventWriter WRITER = new EventWriter(Samples.ELECTRICITY);
    private static final Instant DEADLINE = Instant.parse("1969-12-31T23:59:59.999999999Z");

    @Test
    void everyStateComesBack() {
        List<JoinState> states = List.of(
                new JoinState.WaitingForLabel(
                        Samples.features(), original(WRITER.features(Samples.features())), DEADLINE),
                new JoinState.WaitingForFeatures(Samples.label(), original(WRITER.label(Samples.label())), DEADLINE),
                new JoinState.Done(JoinState.Ending.JOINED, DEADLINE),
                new JoinState.Done(JoinState.Ending.FEATURES_EXPIRED, Instant.MAX),
                new JoinState.Done(JoinState.Ending.LABEL_EXPIRED, Instant.MIN));
        for (JoinState state : states) {
            assertThat(CODEC.read(StateCodec.write(state))).isEqualTo(new Kept.Current(state));
        }
    }

    @Test
    void progressComesBack() {
        var progress = new Progress(
                new Progress.Side(DEADLINE, DEADLINE.plusSeconds(1)),
                new Progress.Side(DEADLINE.plusSeconds(2), DEADLINE),
                7);
        assertThat(StateCodec.progress(StateCodec.write(progress))).isEqualTo(progress);
        assertThat(StateCodec.progress(StateCodec.write(Progress.START))).isEqualTo(Progress.START);
    }

    @Test
    void messageOfAnotherPipelineThanBeforeIsOutdated() {
        var original = original(WRITER.features(Samples.features()));
        var state = new JoinState.WaitingForLabel(Samples.features(), original, DEADLINE);
        var kept = new StateCodec(Samples.BIKES).read(StateCodec.write(state));
        assertThat(kept).isInstanceOfSatisfying(Kept.Outdated.class, outdated -> {
            assertThat(outdated.original()).isEqualTo(original);
            assertThat(outdated.why().reason()).isEqualTo(RejectReason.MISSING_FIELD);
        });
    }

    @Test
    void storeOfAnotherVersionIsRefused() {
        assertThatIllegalStateException().isThrownBy(() -> CODEC.read(new byte[] {77}));
    }

    @Test
    void instantsSortAsTheirBytes() {
        var times = List.of(
                Instant.MIN, Instant.parse("0000-01-01T00:00:00Z"), DEADLINE, Instant.EPOCH, Samples.NOON, Instant.MAX);
        assertThat(times.stream().map(StateCodecTest::bytes)).isSortedAccordingTo(Arrays::compareUnsigned);
    }

    private static byte[] bytes(Instant time) {
        var buffer = ByteBuffer.allocate(Instants.BYTES);
        Instants.put(buffer, time);
        return buffer.array();
    }

    private static Original original(byte[] value) {
        return new Original(
                "electricity.features",
                3,
                17,
                Samples.NOON.plusMillis(1),
                Optional.of(Samples.bytes("e1")),
                Optional.of(Bytes.owning(value)),
                List.of(
                        new Header("é", Optional.of(Samples.bytes("x"))),
                        new Header("", Optional.empty()),
                        new Header("none", Optional.of(Bytes.owning(new byte[0])))));
    }
}
