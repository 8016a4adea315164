package dev.evergreen.ingest.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.Bytes;
import dev.evergreen.ingest.event.Samples;
import dev.evergreen.ingest.join.JoinState.WaitingForLabel;
import dev.evergreen.ingest.join.Original;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentStatesTest {
    private final AtomicLong room = new AtomicLong(300);
    private final RecentStates states = new RecentStates(room);

    @Test
    void theOldestLeaveFirst() {
        states.put("a", state(100));
        states.put("b", state(100));
        states.put("c", state(90));
        assertThat(room).hasValue(10);

        states.put("d", state(150));

        assertThat(states.get("a")).isEmpty();
        assertThat(states.get("b")).isEmpty();
        assertThat(states.get("c")).contains(state(90));
        assertThat(states.get("d")).contains(state(150));
        assertThat(room).hasValue(60);
    }

    @Test
    void theSameIdTakesItsRoomOnce() {
        states.put("a", state(100));
        states.put("b", state(100));
        states.put("a", state(200));

        assertThat(states.get("a")).contains(state(200));
        assertThat(states.get("b")).isPresent();
        assertThat(room).hasValue(0);
    }

    @Test
    void whatIsTooLargeIsNotKept() {
        states.put("a", state(100));
        states.put("b", state(301));

        assertThat(states.get("b")).isEmpty();
        assertThat(room).hasValue(300);
    }

    @Test
    void whatHasGoneGivesItsRoomToOthers() {
        var others = new RecentStates(room);
        states.put("a", state(200));
        states.put("b", state(50));
        others.put("a", state(100));
        assertThat(others.get("a")).isEmpty();

        states.remove("a");
        states.remove("a");
        others.put("a", state(100));
        assertThat(others.get("a")).isPresent();
        assertThat(states.get("a")).isEmpty();

        states.clear();
        others.clear();
        assertThat(room).hasValue(300);
    }

    private static WaitingForLabel state(int bytes) {
        var original = new Original(
                "electricity.features",
                0,
                0,
                Samples.NOON,
                Optional.empty(),
                Optional.of(Bytes.owning(new byte[bytes])),
                List.of());
        return new WaitingForLabel(Samples.features(), original, Samples.NOON);
    }
}
