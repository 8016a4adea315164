package dev.evergreen.infra.bench;

import java.time.Duration;
import java.util.Optional;

/**
 * How a backlog is drained, from look to look: a warm-up that begins with the first records, then what is measured. It ends with the
 * backlog, but not before there is something to measure.
 */
final class DrainCourse {
    private final Duration warmUp;
    private final Duration measured;
    private final long backlogRecords;
    private Optional<Mark> begun = Optional.empty();
    private Optional<Mark> first = Optional.empty();
    private Optional<Mark> last = Optional.empty();

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

        private boolean isAfter(Mark earlier, Duration time) {
            return nanoTime - earlier.nanoTime >= time.toNanos();
        }

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
        if (begun.isEmpty()) {
            begun = Optional.of(mark).filter(m -> m.records() > 0);
        }
        if (first.isPresent()) {
            last = mark.records() > first.get().records() ? Optional.of(mark) : last;
        } else if (begun.isPresent() && mark.isAfter(begun.get(), warmUp)) {
            first = Optional.of(mark);
        }
        return last.isEmpty() || !mark.isAfter(first.get(), measured);
    }

    /** Empty if the backlog came to its end before. */
    Optional<DrainTurn> turn() {
        return last.map(mark -> mark.since(first.orElseThrow()));
    }
}
