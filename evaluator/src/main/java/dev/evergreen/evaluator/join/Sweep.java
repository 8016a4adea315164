package dev.evergreen.evaluator.join;

/** Clears one side of what waited long enough, at most some hundred times a span of event time: looking has its price. */
final class Sweep {
    private static final int STEPS = 64;

    private final long span;
    private final long overdue;
    private long nextOther = Long.MIN_VALUE;
    private long nextOwn = Long.MIN_VALUE;

    Sweep(Waiting waiting) {
        span = waiting.span().toMillis();
        overdue = waiting.overdue();
    }

    /**
     * @param size of the shelf
     * @param otherClock of the side that is waited for
     * @param ownClock of the side that waits
     * @return how many went
     */
    long run(Shelf<?> shelf, long size, long otherClock, long ownClock) {
        boolean crowded = size > overdue && ownClock >= nextOwn;
        if (size == 0 || (otherClock < nextOther && !crowded)) {
            return 0;
        }
        nextOther = otherClock + span / STEPS;
        nextOwn = ownClock + span / STEPS;
        var spare = new Object() {
            long left = size - overdue;
        };
        return shelf.removeOldest(time -> {
            boolean go = time < otherClock - span || (spare.left > 0 && time < ownClock - span);
            spare.left--;
            return go;
        });
    }
}
