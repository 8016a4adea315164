package dev.evergreen.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DrainCourseTest {
    private final DrainCourse course = new DrainCourse(Duration.ofSeconds(2), Duration.ofSeconds(3), 10_000);

    @Test
    void measuresAfterAWarmUpThatBeginsWithTheFirstRecords() {
        assertThat(course.goesOn(mark(100, 0))).isTrue();
        assertThat(course.goesOn(mark(101, 1_000))).isTrue();
        assertThat(course.goesOn(mark(103, 2_000))).isTrue();
        assertThat(course.goesOn(mark(105, 4_000))).isTrue();
        assertThat(course.goesOn(mark(106, 8_000))).isFalse();

        DrainTurn turn = course.turn().orElseThrow();
        assertThat(turn.seconds()).isEqualTo(3);
        assertThat(turn.rowsPerS()).isEqualTo(1_000);
        // Each second takes 1 s of CPU, and the broker half a second.
        assertThat(turn.cpuSPer1000Rows()).isEqualTo(1);
        assertThat(turn.brokerCpuSPer1000Rows()).isEqualTo(0.5);
    }

    @Test
    void waitsUntilThereIsSomethingToMeasure() {
        course.goesOn(mark(0, 1_000));
        course.goesOn(mark(2, 2_000));

        assertThat(course.goesOn(mark(9, 2_000))).isTrue();
        assertThat(course.goesOn(mark(10, 2_500))).isFalse();
        assertThat(course.turn().orElseThrow().seconds()).isEqualTo(8);
    }

    @Test
    void leavesOutTheMomentAtWhichAllIsRead() {
        course.goesOn(mark(0, 1_000));
        course.goesOn(mark(2, 2_000));
        course.goesOn(mark(3, 4_000));

        assertThat(course.goesOn(mark(4, 10_000))).isFalse();
        assertThat(course.turn().orElseThrow().rowsPerS()).isEqualTo(500);
    }

    @Test
    void measuresAllOfABacklogThatEndsSooner() {
        var late = new DrainCourse(Duration.ofSeconds(30), Duration.ofSeconds(15), 10_000);
        late.goesOn(mark(0, 1_000));
        late.goesOn(mark(4, 2_000));
        late.goesOn(mark(8, 8_000));

        assertThat(late.goesOn(mark(9, 10_000))).isFalse();
        assertThat(late.turn().orElseThrow().seconds()).isEqualTo(8);
        assertThat(late.turn().orElseThrow().rowsPerS()).isEqualTo(437.5);
    }

    @Test
    void hasNothingOfABacklogThatIsGoneAtOnce() {
        course.goesOn(mark(0, 1_000));

        assertThat(course.goesOn(mark(1, 10_000))).isFalse();
        assertThat(course.turn()).isEmpty();
    }

    private static DrainCourse.Mark mark(long second, long records) {
        return new DrainCourse.Mark(
                Duration.ofSeconds(second).toNanos(), records, second, second / 2.0, second, new MachineMeter(0, 0, 0));
    }
}
