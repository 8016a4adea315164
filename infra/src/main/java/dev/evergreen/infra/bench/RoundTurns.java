package dev.evergreen.infra.bench;

/**
 * Lets several runners run one round each, in a circle: the first one's first round, the second one's first, and so on. None
 * begins before all are ready. Thread-safe.
 */
final class RoundTurns {
    private static final int NOBODY = -1;

    /** What one of the runners has of it. */
    final class Runner {
        private final int number;

        private Runner(int number) {
            this.number = number;
        }

        /** Ends its turn, if it has it, and returns when it has it again, or is gone. */
        void await() throws InterruptedException {
            RoundTurns.this.await(number);
        }

        /** The others go on without it. */
        void leave() {
            RoundTurns.this.leave(number);
        }
    }

    private final boolean[] ready;
    private final boolean[] gone;
    private int turn = NOBODY;

    RoundTurns(int runners) {
        this.ready = new boolean[runners];
        this.gone = new boolean[runners];
    }

    /** The first is 0. */
    Runner runner(int number) {
        return new Runner(number);
    }

    private synchronized void await(int runner) throws InterruptedException {
        ready[runner] = true;
        pass(runner);
        while (turn != runner && !gone[runner]) {
            wait();
        }
    }

    private synchronized void leave(int runner) {
        gone[runner] = true;
        pass(runner);
    }

    private void pass(int from) {
        if (turn == from || (turn == NOBODY && nobodyIsMissing())) {
            turn = after(turn);
        }
        notifyAll();
    }

    private boolean nobodyIsMissing() {
        for (int i = 0; i < ready.length; i++) {
            if (!ready[i] && !gone[i]) {
                return false;
            }
        }
        return true;
    }

    private int after(int before) {
        for (int step = 1; step <= gone.length; step++) {
            int next = (before + step) % gone.length;
            if (!gone[next]) {
                return next;
            }
        }
        return NOBODY;
    }
}
