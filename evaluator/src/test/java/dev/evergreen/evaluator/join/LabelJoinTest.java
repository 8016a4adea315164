package dev.evergreen.evaluator.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.evaluator.scoring.Guess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelJoinTest {
    private static final Instant T0 = Instant.parse("1960-01-01T00:00:00Z");
    private static final Optional<Guess> GUESS = Optional.of(new Guess(3, 1, new double[] {0.9}));
    private static final Waiting HOUR = new Waiting(Duration.ofHours(1), 1_000);

    private final MemoryShelf<Remembered> answers = new MemoryShelf<>();
    private final MemoryShelf<Truth> truths = new MemoryShelf<>();

    @Test
    void labelAfterItsEventMeetsIt() {
        var join = join(HOUR);
        assertThat(join.answered("a", T0, GUESS)).isEmpty();
        assertThat(join.labeled("a", truth(0))).isEqualTo(new Labeling.Meets(new Met("a", truth(0), GUESS)));
        assertThat(join.labeled("a", truth(0))).isEqualTo(new Labeling.Repeated());
        assertThat(join.knows("a")).isTrue();
    }

    @Test
    void labelBeforeItsEventWaits() {
        var join = join(HOUR);
        assertThat(join.labeled("a", truth(0))).isEqualTo(new Labeling.Waits());
        assertThat(join.labeled("a", truth(0))).isEqualTo(new Labeling.Repeated());
        assertThat(join.answered("a", T0, Optional.empty())).contains(new Met("a", truth(0), Optional.empty()));
        assertThat(join.labeled("a", truth(0))).isEqualTo(new Labeling.Repeated());
        assertThat(join.progress().truths()).isZero();
        assertThat(truths.size()).isZero();
    }

    @Test
    void eachSideIsLetGoByTheClockOfTheOther() {
        var join = join(HOUR);
        join.answered("old", T0, GUESS);
        join.answered("months-later", T0.plus(Duration.ofDays(100)), GUESS);
        assertThat(join.letGo()).isEqualTo(new LabelJoin.LetGo(0, 0));
        join.labeled("x", truth(61));
        // Its event cannot come any more, as the events are months later; nor can the label of the old answer.
        assertThat(join.letGo()).isEqualTo(new LabelJoin.LetGo(1, 1));
        assertThat(join.knows("old")).isFalse();
        assertThat(join.knows("months-later")).isTrue();
        assertThat(join.progress().answers()).isEqualTo(1);
    }

    @Test
    void waitsThroughTheLastMinute() {
        var join = join(HOUR);
        join.answered("a", T0, GUESS);
        join.labeled("x", truth(60));
        assertThat(join.letGo().answers()).isZero();
        assertThat(join.labeled("a", truth(0))).isInstanceOf(Labeling.Meets.class);
    }

    @Test
    void answersWithoutAnyLabelsDoNotGrowForEver() {
        var join = join(new Waiting(Duration.ofHours(1), 10));
        for (int minute = 0; minute < 1_000; minute++) {
            join.answered("e" + minute, T0.plus(Duration.ofMinutes(minute)), GUESS);
            join.letGo();
            // All of the last hour stay, however many.
            assertThat(answers.size()).isLessThanOrEqualTo(62);
            assertThat(join.knows("e" + Math.max(0, minute - 60))).isTrue();
        }
    }

    @Test
    void crowdedShelfKeepsAsManyOverdueAsAllowed() {
        var join = join(new Waiting(Duration.ofHours(1), 500));
        for (int minute = 0; minute < 1_000; minute++) {
            join.answered("e" + minute, T0.plus(Duration.ofMinutes(minute)), GUESS);
            join.letGo();
        }
        assertThat(answers.size()).isEqualTo(500);
        assertThat(join.knows("e500")).isTrue();
        assertThat(join.knows("e499")).isFalse();
    }

    @Test
    void everyOrderGivesEachPairOnce() {
        for (long seed = 0; seed < 200; seed++) {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                order.addAll(List.of(i, i, -1 - i, -1 - i));
            }
            Collections.shuffle(order, new Random(seed));
            var join = new LabelJoin(HOUR, new MemoryShelf<>(), new MemoryShelf<>(), Progress.START);
            List<String> met = new ArrayList<>();
            for (int step : order) {
                if (step < 0) {
                    if (join.labeled("e" + (-1 - step), truth(0)) instanceof Labeling.Meets(var m)) {
                        met.add(m.id());
                    }
                } else if (!join.knows("e" + step)) {
                    join.answered("e" + step, T0, GUESS).ifPresent(m -> met.add(m.id()));
                }
                join.letGo();
            }
            assertThat(met).hasSize(40);
            assertThat(new HashSet<>(met)).hasSize(40);
            assertThat(join.progress().truths()).isZero();
        }
    }

    private LabelJoin join(Waiting waiting) {
        return new LabelJoin(waiting, answers, truths, Progress.START);
    }

    private static Truth truth(int minute) {
        Instant eventTime = T0.plus(Duration.ofMinutes(minute));
        return new Truth(eventTime, eventTime.plusSeconds(5), 1);
    }
}
