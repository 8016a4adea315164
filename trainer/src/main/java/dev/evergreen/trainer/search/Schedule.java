package dev.evergreen.trainer.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Which worker does which tasks, in which order. The same costs give the same schedule.
 *
 * <p>Source: Graham, "Bounds on Multiprocessing Timing Anomalies", 1969: longest task first, each to the least loaded
 * worker, ends no later than {@code 4/3 - 1/(3n)} times the best schedule.
 */
public final class Schedule {
    private final List<List<Integer>> tasksOf;
    private final double[] loads;

    private Schedule(List<List<Integer>> tasksOf, double[] loads) {
        this.tasksOf = tasksOf;
        this.loads = loads;
    }

    /**
     * Ties go to the lower task number and the lower worker.
     *
     * @param costs {@code [tasks]}, 0 or more
     * @param workers 1 or more
     */
    public static Schedule longestFirst(double[] costs, int workers) {
        double[] loads = new double[workers];
        var tasksOf = new ArrayList<List<Integer>>(workers);
        var leastLoaded = new PriorityQueue<Integer>(
                Comparator.comparingDouble((Integer worker) -> loads[worker]).thenComparing(Comparator.naturalOrder()));
        for (int worker = 0; worker < workers; worker++) {
            tasksOf.add(new ArrayList<>());
            leastLoaded.add(worker);
        }
        List<Integer> longestFirst = IntStream.range(0, costs.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer task) -> costs[task])
                        .reversed())
                .toList();
        for (int task : longestFirst) {
            int worker = leastLoaded.remove();
            tasksOf.get(worker).add(task);
            loads[worker] += costs[task];
            leastLoaded.add(worker);
        }
        return new Schedule(tasksOf.stream().map(List::copyOf).toList(), loads);
    }

    public int workers() {
        return loads.length;
    }

    /** The numbers of a worker's tasks, in the order in which it does them. */
    public List<Integer> tasksOf(int worker) {
        return tasksOf.get(worker);
    }

    /** The sum of a worker's costs. */
    public double load(int worker) {
        return loads[worker];
    }

    /** The largest load: when all is done. */
    public double makespan() {
        double longest = 0;
        for (double load : loads) {
            longest = Math.max(longest, load);
        }
        return longest;
    }
}
