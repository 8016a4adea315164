package dev.evergreen.infra.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.Bytes;
import dev.evergreen.ingest.event.Reject;
import dev.evergreen.ingest.event.RejectReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the fuzz through the stack relies on to notice that a message was lost. */
class LedgerTest {
    private static final byte[] VALUE = Good.utf8("{");

    private final Ledger joined = new Ledger(4, true);
    private final Ledger plain = new Ledger(4, false);

    @Test
    void refusedMessagesMustComeBack() {
        refused(plain, 1);
        assertThat(plain.wrong())
                .containsExactly("offset 1: malformed_json, came back 0 times, last: none, with other bytes");
        back(plain, 1, RejectReason.MALFORMED_JSON, VALUE);
        assertThat(plain.wrong()).isEmpty();
    }

    @Test
    void nothingMayComeBackTwiceOrChangedOrForAnotherReason() {
        for (int offset = 0; offset < 3; offset++) {
            refused(joined, offset);
        }
        back(joined, 0, RejectReason.MALFORMED_JSON, VALUE);
        back(joined, 0, RejectReason.MALFORMED_JSON, VALUE);
        back(joined, 1, RejectReason.MALFORMED_JSON, Good.utf8("["));
        back(joined, 2, RejectReason.DUPLICATE, VALUE);
        assertThat(joined.wrong())
                .containsExactly(
                        "offset 0: malformed_json, came back 2 times, last: malformed_json",
                        "offset 1: malformed_json, came back 1 times, last: malformed_json, with other bytes",
                        "offset 2: malformed_json, came back 1 times, last: duplicate");
    }

    @Test
    void onlyWhatIsJoinedMayComeBackAlthoughItWasRead() {
        for (Ledger ledger : List.of(joined, plain)) {
            ledger.sent(0, new Verdict.Accepted(), Ledger.hash(null, VALUE));
            back(ledger, 0, RejectReason.LABEL_MISSING, VALUE);
        }
        assertThat(joined.wrong()).isEmpty();
        assertThat(joined.returnedLater()).isEqualTo(1);
        assertThat(plain.wrong()).containsExactly("offset 0: accepted, came back 1 times, last: label_missing");
    }

    @Test
    void whatNobodySentMustNotComeBack() {
        back(joined, 3, RejectReason.DUPLICATE, VALUE);
        assertThat(joined.wrong()).hasSize(1);
    }

    @Test
    void anEmptyKeyIsNotTheSameAsNone() {
        assertThat(Ledger.hash(new byte[0], VALUE)).isNotEqualTo(Ledger.hash(null, VALUE));
    }

    private static void refused(Ledger ledger, long offset) {
        ledger.sent(offset, new Verdict.Refused(RejectReason.MALFORMED_JSON), Ledger.hash(null, VALUE));
    }

    private static void back(Ledger ledger, long offset, RejectReason reason, byte[] value) {
        ledger.returned(new Reject(
                "p",
                reason,
                "",
                "topic",
                0,
                offset,
                Instant.EPOCH,
                Optional.empty(),
                Optional.of(Bytes.owning(value)),
                List.of()));
    }
}
