package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.Bytes;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.event.Reject;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RejectsTest {
    private static final int FOUR_MEBIBYTES = 4 << 20;
    private static final Pipeline PIPELINE = Examples.regression("power", 100, 100);

    @Test
    void aRecordThatFitsIsGivenBackWhole() {
        Reject reject = reject(new byte[2], new byte[Limits.INPUT]);

        assertThat(reject.key()).contains(Bytes.owning(new byte[2]));
        assertThat(reject.value()).contains(Bytes.owning(new byte[Limits.INPUT]));
        assertThat(reject.headers()).containsExactly(new Reject.Header("trace", Optional.empty()));
        assertThat(reject.detail()).isEqualTo("not a JSON object");
    }

    @Test
    void whatTheTopicWouldRefuseIsCut() {
        Reject reject = reject(new byte[FOUR_MEBIBYTES], new byte[FOUR_MEBIBYTES]);

        assertThat(reject.value()).contains(Bytes.owning(new byte[Limits.INPUT]));
        assertThat(reject.key()).contains(Bytes.owning(new byte[32 << 10]));
        assertThat(reject.detail()).isEqualTo("not a JSON object; cut, it had 8388621 bytes");
    }

    @Test
    void aRecordWithoutKeyHasARejectWithoutKey() {
        var raw = new RawRecord("power.labeled", 1, 7, 0, null, new byte[FOUR_MEBIBYTES], new String[0], new byte[0][]);

        assertThat(Rejects.of(PIPELINE, raw, RejectReason.MALFORMED_JSON, "why").key())
                .isNull();
    }

    private static Reject reject(byte[] key, byte[] value) {
        var raw = new RawRecord("power.labeled", 1, 7, 0, key, value, new String[] {"trace"}, new byte[][] {null});
        OutputRecord record = Rejects.of(PIPELINE, raw, RejectReason.MALFORMED_JSON, "not a JSON object");
        assertThat(record.topic()).isEqualTo("power.rejected");
        assertThat(record.key().length + record.value().length).isLessThan(Limits.REJECT - 1_000);
        Reject reject = Json.read(record.value(), Reject.class, Limits.REJECT);
        assertThat(reject.key()).contains(Bytes.owning(record.key()));
        assertThat(reject.offset()).isEqualTo(7);
        return reject;
    }
}
