package dev.evergreen.infra.fuzz;

import dev.evergreen.ingest.event.Bytes;
import dev.evergreen.ingest.event.Reject;
import dev.evergreen.ingest.event.RejectReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was sent to a topic of one partition and what came back of it, by offset. Made at once for all that will come, so that
 * keeping it does not look like growth: 11 bytes a message. Thread-safe.
 */
final class Ledger {
    /** Given by the join to messages that were read well, and by nothing else. */
    private static final Set<RejectReason> LATER =
            EnumSet.of(RejectReason.DUPLICATE, RejectReason.FEATURES_MISSING, RejectReason.LABEL_MISSING);

    private static final List<RejectReason> REASONS = List.of(RejectReason.values());
    private static final byte ACCEPTED = 1;
    private static final byte FIRST_REASON = 2;
    private static final int LISTED = 5;

    private final boolean joined;
    private final byte[] verdicts;
    private final int[] hashes;
    private final byte[] returns;
    private final byte[] returnedFor;
    private final int[] returnedHashes;
    private long sent;
    private long refused;
    private long orders;
    private long returnedAtOnce;
    private long returnedLater;
    private final Map<RejectReason, Long> reasons = new EnumMap<>(RejectReason.class);

    /**
     * @param offsets no message will have one beyond
     * @param joined whether what was read well may still come back, for lack of its other side
     */
    Ledger(int offsets, boolean joined) {
        this.joined = joined;
        this.verdicts = new byte[offsets];
        this.hashes = new int[offsets];
        this.returns = new byte[offsets];
        this.returnedFor = new byte[offsets];
        this.returnedHashes = new int[offsets];
    }

    synchronized void sent(long offset, Verdict verdict, int hash) {
        int at = Math.toIntExact(offset);
        sent++;
        hashes[at] = hash;
        verdicts[at] = switch (verdict) {
            case Verdict.Refused(var reason) -> {
                refused++;
                yield code(reason);
            }
            case Verdict.Ordered _ -> {
                orders++;
                yield ACCEPTED;
            }
            case Verdict.Accepted _, Verdict.Open _ -> ACCEPTED;
        };
    }

    synchronized void returned(Reject reject) {
        int at = Math.toIntExact(reject.offset());
        returns[at]++;
        returnedFor[at] = code(reject.reason());
        returnedHashes[at] = hash(
                reject.key().map(Bytes::toArray).orElse(null),
                reject.value().map(Bytes::toArray).orElse(null));
        reasons.merge(reject.reason(), 1L, Long::sum);
        if (LATER.contains(reject.reason())) {
            returnedLater++;
        } else {
            returnedAtOnce++;
        }
    }

    synchronized long sent() {
        return sent;
    }

    synchronized long refused() {
        return refused;
    }

    synchronized long accepted() {
        return sent - refused;
    }

    /** Of those accepted, how many a user has to be told the outcome of. */
    synchronized long orders() {
        return orders;
    }

    synchronized long returnedAtOnce() {
        return returnedAtOnce;
    }

    synchronized long returnedLater() {
        return returnedLater;
    }

    synchronized Map<RejectReason, Long> reasons() {
        return new EnumMap<>(reasons);
    }

    /** The first offsets of which not exactly that came back which had to, unless none. */
    synchronized List<String> wrong() {
        var wrong = new ArrayList<String>();
        for (int at = 0; at < verdicts.length && wrong.size() < LISTED; at++) {
            if (!right(at)) {
                wrong.add("offset %d: %s, came back %d times, last: %s%s"
                        .formatted(
                                at,
                                name(verdicts[at]),
                                returns[at],
                                name(returnedFor[at]),
                                hashes[at] == returnedHashes[at] ? "" : ", with other bytes"));
            }
        }
        return wrong;
    }

    private boolean right(int at) {
        boolean whole = returns[at] == 1 && hashes[at] == returnedHashes[at];
        return switch (verdicts[at]) {
            case 0 -> returns[at] == 0;
            case ACCEPTED -> returns[at] == 0 || (joined && whole && LATER.contains(reason(returnedFor[at])));
            default -> whole && returnedFor[at] == verdicts[at];
        };
    }

    static int hash(byte[] key, byte[] value) {
        return 31 * Arrays.hashCode(key) + Arrays.hashCode(value);
    }

    private static byte code(RejectReason reason) {
        return (byte) (FIRST_REASON + REASONS.indexOf(reason));
    }

    private static RejectReason reason(byte code) {
        return REASONS.get(code - FIRST_REASON);
    }

    private static String name(byte code) {
        return switch (code) {
            case 0 -> "none";
            case ACCEPTED -> "accepted";
            default -> reason(code).key();
        };
    }
}
