package dev.evergreen.infra.embedded;

/** Closes in order on a thread that was interrupted already, by the wish that it should close. */
final class Uninterrupted {
    private Uninterrupted() {}

    /** Does it as if there had been no interrupt, which stands again afterwards. */
    static void run(Runnable closing) {
        boolean interrupted = Thread.interrupted();
        try {
            closing.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
