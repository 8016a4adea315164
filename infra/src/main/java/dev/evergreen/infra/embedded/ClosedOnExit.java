package dev.evergreen.infra.embedded;

/** Closes something if the process is asked to end, by Ctrl-C for instance, before this is closed itself. */
public final class ClosedOnExit implements AutoCloseable {
    private final Thread hook;

    public ClosedOnExit(AutoCloseable resource) {
        this.hook = new Thread(
                () -> {
                    try {
                        resource.close();
                    } catch (Exception failed) {
                        // The process ends anyway.
                        System.err.println("evergreen: not closed cleanly: " + failed.getMessage());
                    }
                },
                "close-on-exit");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook runs already.
        }
    }
}
