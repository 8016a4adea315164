package dev.evergreen.trainer.governor;

import static dev.evergreen.trainer.governor.Measured.round;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.trainer.governor.Pressure.When;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PressureTest {

    static Stream<Arguments> pressing() {
        return Stream.of(
                Arguments.of(round(4, 1).cores(4).heap(0.91), 2, "91 % of 1,024 MB of heap stay live"),
                Arguments.of(round(4, 1).cores(4).gc(0.25), 2, "25 % of the time went into collections"),
                Arguments.of(round(4, 1).cores(4).throttled(0.1), 2, "a CPU quota held it back for 10 % of the time"),
                Arguments.of(
                        round(2, 1).queue(3.1).others(1),
                        1,
                        "the run queue is 3.1 on 2 cores, other processes use 1.0"),
                Arguments.of(
                        round(8, 1).cores(8).queue(10.2).others(2.1),
                        6,
                        "the run queue is 10.2 on 8 cores, other processes use 2.1"),
                // Diluted by the refit, but four fits and another process want more than there is.
                Arguments.of(
                        round(4, 1).cores(4).queue(4.2).others(0.9),
                        3,
                        "4 at once are too many for 4 cores, other processes use 0.9"),
                Arguments.of(
                        round(8, 1).cores(8).queue(40).others(7.6),
                        1,
                        "the run queue is 40.0 on 8 cores, other processes use 7.6"),
                Arguments.of(
                        round(2, 1).queue(3.4).others(0.1).cpuShare(0.6),
                        1,
                        "fits had a core for 60 % of their time, other processes use 0.1"),
                Arguments.of(
                        round(2, 1).cpuShare(0.7).others(0.4),
                        1,
                        "fits had a core for 70 % of their time, other processes use 0.4"),
                Arguments.of(round(2, 1).withoutMeters().cpuShare(0.7), 1, "fits had a core for 70 % of their time"));
    }

    @ParameterizedTest
    @MethodSource
    void pressing(Measured round, int target, String reason) {
        assertThat(Pressure.in(round.get(), round.get().cores())).hasValueSatisfying(pressure -> {
            assertThat(pressure.target()).isEqualTo(target);
            assertThat(pressure.reason()).isEqualTo(reason);
        });
    }

    static Stream<Measured> harmless() {
        return Stream.of(
                round(2, 1),
                round(2, 1).withoutMeters(),
                round(2, 1).heap(0.85).gc(0.2).throttled(0.05),
                // Compiler and collector threads of our own.
                round(2, 1).queue(3.4).others(0.1),
                round(2, 1).queue(2.4).others(0.4),
                round(2, 1).cpuShare(0.7).others(0.1),
                round(8, 1).cores(8).queue(8.9).others(0.9),
                // The slots of four machines.
                round(8, 1).cores(2).queue(2.4).others(0.4),
                // Fits stand still while the collector works: that is no want of cores.
                round(2, 1).gc(0.2).cpuShare(0.9).others(0.5));
    }

    @ParameterizedTest
    @MethodSource
    void harmless(Measured round) {
        assertThat(Pressure.in(round.get(), 8)).isEmpty();
    }

    @Test
    void theHeapComesFirstAndIsActedUponAtOnce() {
        assertThat(when(round(2, 1).heap(0.9).gc(0.5).queue(9))).isEqualTo(When.AT_ONCE);
        assertThat(when(round(2, 1).gc(0.5).queue(9))).isEqualTo(When.FOR_A_WHILE);
    }

    @Test
    void ofItsOwnThreadsItIsActedUponWhereTheyCost() {
        assertThat(when(round(2, 1).cpuShare(0.6).others(0.1))).isEqualTo(When.WHERE_IT_COSTS);
        assertThat(when(round(2, 1).cpuShare(0.6).others(0.4))).isEqualTo(When.FOR_A_WHILE);
        assertThat(when(round(2, 1).cpuShare(0.6).withoutMeters())).isEqualTo(When.FOR_A_WHILE);
    }

    private static When when(Measured round) {
        return Pressure.in(round.get(), 2).orElseThrow().when();
    }

    @ParameterizedTest
    @CsvSource({
        // cores, max, others, room
        "2, 2, 0, 2",
        "2, 2, 0.2, 2",
        "2, 2, 0.4, 1",
        "2, 2, 1, 1",
        "2, 2, 2, 1",
        "8, 8, 2.9, 5",
        // A quota of 2 on a machine of 64.
        "64, 2, 40, 2",
        "64, 2, 63, 1",
        // Slots on four machines like the one that was measured.
        "8, 32, 4, 16",
    })
    void leavesRoom(int cores, int max, double others, int room) {
        assertThat(Pressure.room(round(1, 1).cores(cores).others(others).get(), max))
                .isEqualTo(room);
    }
}
