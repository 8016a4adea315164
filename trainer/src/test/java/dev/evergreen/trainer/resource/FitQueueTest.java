package dev.evergreen.trainer.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.trainer.resource.FitQueue.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FitQueueTest {
    private static final long LIMIT = 100;

    @Test
    void startsTheLongestFirstAndEqualsAsTheyCame() {
        var queue = new FitQueue<String>(1);
        add(queue, "a", 0, 1, 1);
        add(queue, "b", 0, 5, 1);
        add(queue, "c", 0, 5, 1);
        add(queue, "d", 0, 3, 1);

        assertThat(drained(queue)).containsExactly("b", "c", "d", "a");
    }

    @Test
    void runsNoMoreAtOnceThanThereAreWorkers() {
        var queue = new FitQueue<String>(2);
        for (int lane = 0; lane < 8; lane++) {
            add(queue, "fit", lane, 1, 1);
        }

        assertThat(started(queue)).hasSize(2);
        assertThat(queue.running()).isEqualTo(2);
        assertThat(queue.waiting()).isEqualTo(6);
    }

    @Test
    void runsNoMoreOfARoundAtOnceThanItHasLanes() {
        var queue = new FitQueue<String>(8);
        for (int fit = 0; fit < 6; fit++) {
            queue.add(new FitDemand("narrow", 3, 8, 1, 1, LIMIT), "narrow");
            queue.add(new FitDemand("wide", fit % 2, 8, 1, 1, LIMIT), "wide");
        }

        assertThat(started(queue)).extracting(Turn::work).containsExactlyInAnyOrder("narrow", "wide", "wide");
    }

    @Test
    void servesRoundsInTurnHoweverLongTheirFits() {
        var queue = new FitQueue<String>(2);
        for (int fit = 0; fit < 4; fit++) {
            queue.add(new FitDemand("big", fit, 8, 1_000, 1, LIMIT), "big");
            queue.add(new FitDemand("small", fit, 8, 1, 1, LIMIT), "small");
        }

        assertThat(started(queue)).extracting(Turn::work).containsExactlyInAnyOrder("big", "small");
    }

    @Test
    void keepsTheSumOfExpectedBytesWithinTheLimit() {
        var queue = new FitQueue<String>(4);
        add(queue, "60", 0, 9, 60);
        add(queue, "50", 1, 8, 50);
        add(queue, "30", 2, 7, 30);
        add(queue, "10", 3, 6, 10);

        List<Turn<String>> first = started(queue);

        assertThat(first).extracting(Turn::work).containsExactly("60", "30", "10");
        assertThat(queue.bytesInUse()).isEqualTo(100);
        queue.finished(first.get(1));
        assertThat(queue.next()).isEmpty();
        queue.finished(first.get(0));
        assertThat(started(queue)).extracting(Turn::work).containsExactly("50");
    }

    @Test
    void startsWhatExceedsTheLimitWhenNothingElseRuns() {
        var queue = new FitQueue<String>(2);
        add(queue, "huge", 0, 1, 1_000);
        add(queue, "small", 1, 9, 1);

        Turn<String> small = queue.next().orElseThrow();
        assertThat(small.work()).isEqualTo("small");
        assertThat(queue.next()).isEmpty();
        queue.finished(small);

        assertThat(queue.next()).map(Turn::work).hasValue("huge");
    }

    @Test
    void whatHasBeenOvertakenOftenEnoughIsNext() {
        var queue = new FitQueue<String>(2);
        add(queue, "holds", 0, 100, 60);
        Turn<String> holds = queue.next().orElseThrow();
        add(queue, "large", 0, 99, 50);
        for (int i = 0; i < FitQueue.OVERTAKEN_AT_MOST; i++) {
            add(queue, "small", 1, 1, 10);
            Turn<String> small = queue.next().orElseThrow();
            assertThat(small.work()).isEqualTo("small");
            queue.finished(small);
        }
        add(queue, "small", 1, 1, 10);

        assertThat(queue.next()).isEmpty();
        queue.finished(holds);

        assertThat(queue.next()).map(Turn::work).hasValue("large");
    }

    /** Whatever is asked and in whatever order fits end: no limit is passed, and every fit runs once. */
    @Test
    void everyFitRunsOnceWithinAllLimits() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new SplittableRandom(seed);
            int workers = 1 + random.nextInt(4);
            var queue = new FitQueue<Integer>(workers);
            int fits = 40;
            for (int fit = 0; fit < fits; fit++) {
                String round = "round-" + random.nextInt(3);
                queue.add(
                        new FitDemand(round, random.nextInt(3), 8, random.nextDouble(), random.nextInt(90), LIMIT),
                        fit);
            }
            var done = new ArrayList<Integer>();
            var running = new ArrayDeque<Turn<Integer>>();
            while (done.size() < fits) {
                queue.next().ifPresentOrElse(running::add, () -> {
                    Turn<Integer> ended = random.nextBoolean() ? running.removeFirst() : running.removeLast();
                    queue.finished(ended);
                    done.add(ended.work());
                });
                assertThat(running).hasSizeLessThanOrEqualTo(workers);
                assertThat(queue.bytesInUse()).isLessThanOrEqualTo(LIMIT);
            }
            assertThat(done).doesNotHaveDuplicates();
            assertThat(queue.running()).isZero();
            assertThat(queue.bytesInUse()).isZero();
        }
    }

    @Test
    void refusesToWorkWithoutWorkers() {
        assertThatThrownBy(() -> new FitQueue<String>(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsWhatCouldNeverRun() {
        assertThat(new FitDemand("r", 0, 8, 1, 101, 100).fitsNever()).isTrue();
        assertThat(new FitDemand("r", 0, 8, 1, 100, 100).fitsNever()).isFalse();
    }

    @Test
    void countsWhoHelpsAFitAsAFitOfItsRound() {
        var queue = new FitQueue<String>(4);
        queue.add(new FitDemand("round", 0, 3, 1, 40, LIMIT), "fit");
        FitDemand fit = started(queue).getFirst().demand();

        Turn<String> help = queue.help(fit, "help").orElseThrow();

        assertThat(queue.running()).isEqualTo(2);
        assertThat(queue.bytesInUse()).isEqualTo(80);
        // Memory has no room for a third of 40.
        assertThat(queue.help(fit, "help")).isEmpty();
        queue.finished(help);
        assertThat(queue.running()).isEqualTo(1);
        assertThat(queue.bytesInUse()).isEqualTo(40);
    }

    @Test
    void letsNoMoreWorkForARoundThanItAsksFor() {
        var queue = new FitQueue<String>(4);
        queue.add(new FitDemand("round", 0, 2, 1, 1, LIMIT), "fit");
        FitDemand fit = started(queue).getFirst().demand();

        assertThat(queue.help(fit, "help")).isPresent();
        assertThat(queue.help(fit, "help")).isEmpty();
    }

    @Test
    void letsNobodyHelpWithoutAFreeWorker() {
        var queue = new FitQueue<String>(1);
        queue.add(new FitDemand("round", 0, 2, 1, 1, LIMIT), "fit");

        assertThat(queue.help(started(queue).getFirst().demand(), "help")).isEmpty();
    }

    private static void add(FitQueue<String> queue, String name, int lane, double cost, long bytes) {
        queue.add(new FitDemand("round", lane, 8, cost, bytes, LIMIT), name);
    }

    private static <T> List<Turn<T>> started(FitQueue<T> queue) {
        var turns = new ArrayList<Turn<T>>();
        for (var turn = queue.next(); turn.isPresent(); turn = queue.next()) {
            turns.add(turn.get());
        }
        return turns;
    }

    private static List<String> drained(FitQueue<String> queue) {
        var works = new ArrayList<String>();
        for (var turn = queue.next(); turn.isPresent(); turn = queue.next()) {
            works.add(turn.get().work());
            queue.finished(turn.get());
        }
        return works;
    }
}
