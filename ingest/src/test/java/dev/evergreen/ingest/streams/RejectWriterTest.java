package dev.evergreen.ingest.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.Bytes;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.event.Reject;
import dev.evergreen.ingest.event.Reject.Header;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.join.Original;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RejectWriterTest {
    private static final Instant THEN = Instant.parse("2026-01-01T12:00:00.123Z");
    private static final RejectWriter WRITER = new RejectWriter("elec");

    @Test
    void largestEventThatCanComeIsWhole() {
        var message =
                original(bytes(200), bytes(Limits.INPUT), List.of(new Header("trace", Optional.of(bytes(50_000)))));
        var reject = reject(message);
        assertThat(reject.key()).isEqualTo(message.key());
        assertThat(reject.value()).isEqualTo(message.value());
        assertThat(reject.headers()).isEqualTo(message.headers());
        assertThat(reject.detail()).isEqualTo("why");
    }

    @Test
    void hugeValueIsCut() {
        var reject = reject(original(bytes(3), bytes(10_000_000), List.of()));
        assertThat(reject.value()).contains(bytes(Limits.INPUT));
        assertThat(reject.key()).contains(bytes(3));
        assertThat(reject.detail()).isEqualTo("why; cut, it had 10000003 bytes");
    }

    @Test
    void hugeKeyIsCut() {
        var reject = reject(original(bytes(1_000_000), bytes(3), List.of()));
        assertThat(reject.key()).contains(bytes(32 << 10));
        assertThat(reject.value()).contains(bytes(3));
    }

    @Test
    void manyHeadersAreCut() {
        var control = new Header("\u0001", Optional.empty());
        var headers = Collections.nCopies(400_000, control);
        var reject = reject(original(bytes(3), bytes(Limits.INPUT), headers));
        assertThat(reject.headers()).hasSize((32 << 10) / 9).containsOnly(control);
    }

    private static Reject reject(Original message) {
        var written = WRITER.write(message, RejectReason.TOO_LARGE, "why", 17);
        assertThat(written.timestamp()).isEqualTo(17);
        assertThat(written.key().length + written.value().length).isLessThan(Limits.REJECT - 1_000);
        var reject = Json.read(written.value(), Reject.class, Limits.REJECT);
        assertThat(reject.key()).contains(Bytes.owning(written.key()));
        assertThat(reject.offset()).isEqualTo(9);
        assertThat(reject.timestamp()).isEqualTo(THEN);
        return reject;
    }

    private static Original original(Bytes key, Bytes value, List<Header> headers) {
        return new Original("elec.features", 2, 9, THEN, Optional.of(key), Optional.of(value), headers);
    }

    private static Bytes bytes(int size) {
        return Bytes.owning(new byte[size]);
    }
}
