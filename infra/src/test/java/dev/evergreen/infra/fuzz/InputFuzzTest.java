package dev.evergreen.infra.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes, each reader accepts them or refuses them with a reason, and takes no more memory than their number
 * warrants. {@code -Devergreen.fuzz.messages=1000000} sends as many to each.
 */
class InputFuzzTest {
    private static final int MESSAGES = Integer.getInteger("evergreen.fuzz.messages", 4_000);
    private static final long SEED = 42;
    /** What a reader may allocate for a message besides so many bytes for each of the message's: buffers, an exception. */
    private static final long BASE_BYTES = 1 << 20;

    private static final long BYTES_A_BYTE = 64;
    private static final int LONGEST_REASON = 400;

    /** What bugs are turned into, where a stream must go on whatever happens. */
    private static final List<String> BUGS = List.of("unreadable: ", "cannot be read: ");

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @MethodSource("readers")
    void whatIsGoodIsAccepted(Reader reader) throws Exception {
        for (byte[] good : reader.good()) {
            assertThat(reader.reading().refusal(reader.seal().apply(good))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("readers")
    void anyBytesAreAcceptedOrRefusedWithAReason(Reader reader) throws Exception {
        // What the first messages load and make once is not theirs.
        for (byte[] good : reader.good()) {
            var _ = reader.reading().refusal(reader.seal().apply(good));
        }
        readAll(List.of(reader), 500);
        var mutations = new Mutations(SEED, reader.good());
        long started = System.nanoTime();
        int accepted = 0;
        long most = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] bytes = reader.seal().apply(mutations.next());
            long before = THREADS.getCurrentThreadAllocatedBytes();
            Optional<String> refusal = read(reader, i, bytes);
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            most = Math.max(most, allocated);
            if (allocated > BASE_BYTES + BYTES_A_BYTE * bytes.length) {
                throw new AssertionError("%d bytes allocated for message %d: %s".formatted(allocated, i, hex(bytes)));
            }
            if (refusal.isEmpty()) {
                accepted++;
            } else {
                check(refusal.get(), bytes);
            }
        }
        report(reader, accepted, System.nanoTime() - started, most);
        assertThat(MESSAGES - accepted).isGreaterThan(MESSAGES / 10);
    }

    /** A heap that grew with the number of messages would not end where it began. */
    @Test
    void nothingIsKeptOfMessages() throws Exception {
        int rounds = Math.max(1, MESSAGES / 20);
        List<Reader> readers = Readers.all();
        readAll(readers, rounds);
        long before = Heap.used();
        readAll(readers, rounds);
        long after = Heap.used();
        System.out.printf("heap in use: %,d bytes, then %,d%n", before, after);
        assertThat(after - before).isLessThan(8 << 20);
    }

    private static void readAll(List<Reader> readers, int messages) throws Exception {
        for (Reader reader : readers) {
            var mutations = new Mutations(SEED + 1, reader.good());
            for (int i = 0; i < messages; i++) {
                var _ = reader.reading().refusal(reader.seal().apply(mutations.next()));
            }
        }
    }

    private static Optional<String> read(Reader reader, int number, byte[] bytes) {
        try {
            return reader.reading().refusal(bytes);
        } catch (Exception | StackOverflowError | OutOfMemoryError bug) {
            throw new AssertionError("message %d of '%s': %s".formatted(number, reader, hex(bytes)), bug);
        }
    }

    private static void check(String reason, byte[] bytes) {
        if (reason.isBlank()
                || reason.length() > LONGEST_REASON
                || reason.chars().anyMatch(Character::isISOControl)
                || BUGS.stream().anyMatch(reason::startsWith)) {
            throw new AssertionError("'%s' for %s".formatted(reason, hex(bytes)));
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 2_000));
    }

    private static void report(Reader reader, int accepted, long nanos, long most) {
        System.out.printf(
                "%-38s %,9d accepted %,9d refused %6.1f s, at most %,7d bytes for one%n",
                reader, accepted, MESSAGES - accepted, nanos / 1e9, most);
    }

    static List<Reader> readers() {
        return Readers.all();
    }
}
