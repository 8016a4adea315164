package dev.evergreen.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void givesTheLongestTaskToTheLeastLoadedWorker() {
        var schedule = Schedule.longestFirst(new double[] {2, 7, 3, 5, 4}, 2);
        assertThat(schedule.tasksOf(0)).containsExactly(1, 2);
        assertThat(schedule.tasksOf(1)).containsExactly(3, 4, 0);
        assertThat(schedule.load(0)).isEqualTo(10);
        assertThat(schedule.makespan()).isEqualTo(11);
    }

    @Test
    void tiesGoToTheLowerTaskAndTheLowerWorker() {
        var schedule = Schedule.longestFirst(new double[] {1, 1, 1, 1}, 3);
        assertThat(schedule.tasksOf(0)).containsExactly(0, 3);
        assertThat(schedule.tasksOf(1)).containsExactly(1);
        assertThat(schedule.tasksOf(2)).containsExactly(2);
    }

    @Test
    void reachesGrahamsWorstCaseAndNotMore() {
        // The tight example for two workers: 7 where 6 is possible.
        var schedule = Schedule.longestFirst(new double[] {3, 3, 2, 2, 2}, 2);
        assertThat(schedule.makespan()).isEqualTo(7);
    }

    @Test
    void moreWorkersThanTasksLeaveSomeIdle() {
        var schedule = Schedule.longestFirst(new double[] {1}, 3);
        assertThat(schedule.workers()).isEqualTo(3);
        assertThat(schedule.tasksOf(2)).isEmpty();
    }

    @Test
    void givesEveryTaskToOneWorkerWithinGrahamsBound() {
        var random = new Random(7);
        for (int trial = 0; trial < 200; trial++) {
            int workers = 1 + random.nextInt(12);
            double[] costs = random.doubles(random.nextInt(60), 0.01, 1)
                    .map(d -> d * d * 100)
                    .toArray();
            var schedule = Schedule.longestFirst(costs, workers);
            int[] tasks = IntStream.range(0, workers)
                    .flatMap(w -> schedule.tasksOf(w).stream().mapToInt(t -> t))
                    .sorted()
                    .toArray();
            assertThat(tasks).isEqualTo(IntStream.range(0, costs.length).toArray());
            double sum = Arrays.stream(costs).sum();
            assertThat(IntStream.range(0, workers).mapToDouble(schedule::load).sum())
                    .isCloseTo(sum, within(1e-6));
            double longest = Arrays.stream(costs).max().orElse(0);
            // Any list schedule: the last task began when all workers were busy.
            assertThat(schedule.makespan())
                    .isLessThanOrEqualTo(sum / workers + longest * (workers - 1) / workers + 1e-9);
            for (int w = 0; w < workers; w++) {
                double[] order =
                        schedule.tasksOf(w).stream().mapToDouble(t -> -costs[t]).toArray();
                assertThat(order).isSorted();
            }
        }
    }
}
