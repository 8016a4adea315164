package dev.evergreen.infra.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a backlog is drained, from look to look: a warm-up that begins with the first records, then what is measured. Of a backlog
 * that comes to its end before, all is measured: whoever does not join need not read features and labels side by side, so that
 * no part of it would speak for the whole.
 */
final class DrainCourse {
    private final Duration warmUp;
    private final Duration measured;
    private final long backlogRecords;
    /** From the first records on. */
    private final List<Mark> marks = new ArrayList<>();

    DrainCourse(Duration warmUp, Duration measured, long backlogRecords) {
        this.warmUp = warmUp;
        this.measured = measured;
        this.backlogRecords = backlogRecords;
    }

    /**
     * A moment.
     *
     * @param records committed so far
     * @param cpuS of the one who drains, so far
     * @param allCpuS of all that take part
     */
    record Mark(long nanoTime, long records, double cpuS, double brokerCpuS, double allCpuS, MachineMeter machine) {

        private DrainTurn since(Mark earlier) {
            double seconds = (nanoTime - earlier.nanoTime) / 1e9;
            double rows = (records - earlier.records) / 2.0;
            return new DrainTurn(
                    rows / seconds,
                    seconds,
                    1e3 * (cpuS - earlier.cpuS) / rows,
                    1e3 * (brokerCpuS - earlier.brokerCpuS) / rows,
                    machine.minus(earlier.machine).shareOfOthers(allCpuS - earlier.allCpuS));
        }
    }

    /** Whether it goes on after this. */
    boolean goesOn(Mark mark) {
        // Whoever has read all may have been waiting for some time: such a moment is not measured.
        if (mark.records() >= backlogRecords) {
            return false;
        }
        if (mark.records() > 0) {
            marks.add(mark);
        }
        return !isWhole() || turn().isEmpty();
    }

    /** Whether it has lasted as long as was asked for. */
    private boolean isWhole() {
        return !marks.isEmpty() && nanosOf(marks) >= warmUp.plus(measured).toNanos();
    }

    /** Empty if nothing more was committed after the warm-up. */
    Optional<DrainTurn> turn() {
        if (marks.isEmpty()) {
            return Optional.empty();
        }
        Mark last = marks.getLast();
        long from = marks.getFirst().nanoTime() + (isWhole() ? warmUp.toNanos() : 0);
        return marks.stream()
                .filter(mark -> mark.nanoTime() >= from)
                .findFirst()
                .filter(first -> first.records() < last.records())
                .map(last::since);
    }

    private static long nanosOf(List<Mark> marks) {
        return marks.getLast().nanoTime() - marks.getFirst().nanoTime();
    }
}
