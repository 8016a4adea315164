package dev.evergreen.ingest.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.Reject.Header;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RejectRecordTest {
    private static final int HALF_ROOM = 32 << 10;

    @Test
    void whatFitsIsWhole() {
        var reject = reject(bytes(200), bytes(Limits.INPUT), List.of(new Header("trace", Optional.of(bytes(50_000)))));
        var written = RejectRecord.of(reject);
        assertThat(written.key()).isEqualTo(reject.key());
        assertThat(written.value()).isEqualTo(Bytes.owning(Json.write(reject)));
    }

    @Test
    void messageWithoutKeyOrValueIsWhole() {
        var reject = reject(Optional.empty(), Optional.empty(), List.of(new Header("trace", Optional.empty())));
        assertThat(RejectRecord.of(reject))
                .isEqualTo(new RejectRecord(Optional.empty(), Bytes.owning(Json.write(reject))));
    }

    @Test
    void valueOfFourMebibytesIsCut() {
        var cut = written(reject(bytes(3), bytes(4 << 20), List.of()));
        assertThat(cut.value()).contains(bytes(Limits.INPUT));
        assertThat(cut.key()).contains(bytes(3));
        assertThat(cut.detail()).isEqualTo("why; cut, it had 4194307 bytes");
    }

    @Test
    void keyOfFourMebibytesIsCut() {
        var cut = written(reject(bytes(4 << 20), bytes(3), List.of()));
        assertThat(cut.key()).contains(bytes(HALF_ROOM));
        assertThat(cut.value()).contains(bytes(3));
    }

    @Test
    void headersAreCutToThoseThatHaveRoom() {
        var small = new Header("a", Optional.empty());
        var large = new Header("b", Optional.of(bytes(4 << 20)));
        assertThat(written(reject(bytes(3), bytes(3), List.of(small, large, small)))
                        .headers())
                .containsExactly(small);
    }

    /** Each byte of a control character's name takes six in JSON. */
    @Test
    void worstOfAllStillFits() {
        var header = new Header("\u0001".repeat(1_000), Optional.empty());
        var cut = written(reject(bytes(4 << 20), bytes(4 << 20), Collections.nCopies(400, header)));
        assertThat(cut.headers()).hasSize(HALF_ROOM / 1_008);
    }

    private static Reject written(Reject reject) {
        var written = RejectRecord.of(reject);
        assertThat(written.key().map(Bytes::size).orElse(0) + written.value().size())
                .isLessThanOrEqualTo(Limits.REJECT - Limits.ROOM);
        var read = Json.read(written.value().toArray(), Reject.class, Limits.REJECT);
        assertThat(read.key()).isEqualTo(written.key());
        assertThat(read.offset()).isEqualTo(reject.offset());
        return read;
    }

    private static Reject reject(Bytes key, Bytes value, List<Header> headers) {
        return reject(Optional.of(key), Optional.of(value), headers);
    }

    private static Reject reject(Optional<Bytes> key, Optional<Bytes> value, List<Header> headers) {
        return new Reject(
                "elec",
                RejectReason.MALFORMED_JSON,
                "why",
                "elec.labeled",
                2,
                9,
                Instant.parse("2026-01-01T12:00:00.123Z"),
                key,
                value,
                headers);
    }

    private static Bytes bytes(int size) {
        return Bytes.owning(new byte[size]);
    }
}
