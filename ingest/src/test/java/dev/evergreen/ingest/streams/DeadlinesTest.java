package dev.evergreen.ingest.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final Instant T0 = Instant.parse("1969-12-31T23:00:00Z");
    private static final int MANY = 5 * Deadlines.HEAD;

    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore("deadlines").get();
    private final Deadlines deadlines = new Deadlines(new DeadlineBlocks(store, 'w'));

    @Test
    void deadlineIsPassedAfterIt() {
        deadlines.add(T0, "a");
        assertThat(deadlines.takePassed(T0, 10)).isEmpty();
        assertThat(deadlines.takePassed(T0.plusNanos(1), 10)).containsExactly("a");
        assertThat(deadlines.takePassed(Instant.MAX, 10)).isEmpty();
    }

    @Test
    void noMoreAreTakenThanAskedFor() {
        for (String id : List.of("c", "a", "b")) {
            deadlines.add(T0.plusMillis(id.charAt(0)), id);
        }
        assertThat(deadlines.takePassed(Instant.MAX, 2)).containsExactly("a", "b");
        assertThat(deadlines.takePassed(Instant.MAX, 2)).containsExactly("c");
    }

    @Test
    void inOrderTheyGoToDiskInBlocksAndComeBack() {
        for (int i = 0; i < MANY; i++) {
            deadlines.add(T0.plusMillis(i), "é" + i);
        }
        assertThat(store.approximateNumEntries())
                .isBetween((MANY - Deadlines.HEAD) / (long) Deadlines.BLOCK, MANY / (long) Deadlines.BLOCK);
        for (int i = 0; i < MANY; i++) {
            assertThat(deadlines.takePassed(T0.plusMillis(i + 1), 10)).containsExactly("é" + i);
        }
        assertThat(store.approximateNumEntries()).isZero();
    }

    @Test
    void theyComeInOrderHoweverTheyWereAddedAndTaken() {
        for (int seed = 0; seed < 5; seed++) {
            var random = new SplittableRandom(seed);
            var wanted = new TreeSet<Deadline>();
            Instant clock = T0;
            for (int i = 0; i < MANY; i++) {
                var deadline = new Deadline(T0.plusMillis(random.nextInt(2 * MANY)), "e" + i);
                deadlines.add(deadline.at(), deadline.id());
                wanted.add(deadline);
                if (random.nextInt(100) == 0) {
                    clock = clock.plusMillis(random.nextInt(200));
                    assertThat(deadlines.takePassed(clock, 50)).isEqualTo(passed(wanted, clock, 50));
                }
            }
            while (!wanted.isEmpty()) {
                assertThat(deadlines.takePassed(Instant.MAX, 1_000)).isEqualTo(passed(wanted, Instant.MAX, 1_000));
            }
            assertThat(store.approximateNumEntries()).isZero();
        }
    }

    private static List<String> passed(NavigableSet<Deadline> wanted, Instant clock, int atMost) {
        List<String> ids = new ArrayList<>();
        while (ids.size() < atMost
                && !wanted.isEmpty()
                && clock.isAfter(wanted.first().at())) {
            ids.add(wanted.removeFirst().id());
        }
        return ids;
    }

    /** As of events that have a date and no time. */
    @Test
    void manyOfOneInstantAllCome() {
        Set<String> wanted = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            deadlines.add(T0, "e" + i * 7_919 % MANY);
            wanted.add("e" + i * 7_919 % MANY);
        }
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < MANY / 1_000 + 1; i++) {
            taken.addAll(deadlines.takePassed(T0.plusNanos(1), 1_000));
        }
        assertThat(taken).doesNotHaveDuplicates();
        assertThat(new HashSet<>(taken)).isEqualTo(wanted);
    }

    @Test
    void othersInTheStoreAreLeftAlone() {
        var others = new Deadlines(new DeadlineBlocks(store, 'd'));
        for (int i = 0; i < MANY; i++) {
            deadlines.add(T0.plusMillis(i), "w" + i);
            others.add(T0.plusMillis(i), "d" + i);
        }
        assertThat(deadlines.takePassed(Instant.MAX, 2 * MANY)).hasSize(MANY).allMatch(id -> id.startsWith("w"));
        assertThat(others.takePassed(Instant.MAX, 2 * MANY)).hasSize(MANY).allMatch(id -> id.startsWith("d"));
    }
}
