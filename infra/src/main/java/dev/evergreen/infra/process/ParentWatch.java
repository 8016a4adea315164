package dev.evergreen.infra.process;

import java.io.IOException;

/** Ends this process when the one that started it is gone, however that ended: their pipe then is closed. */
public final class ParentWatch {
    private static final int ORPHANED = 3;

    private ParentWatch() {}

    public static void start() {
        Thread.ofPlatform().name("parent-watch").daemon().start(() -> {
            try {
                while (System.in.read() >= 0) {
                    // Nothing is ever sent.
                }
            } catch (IOException gone) {
                // As if it was closed.
            }
            System.exit(ORPHANED);
        });
    }
}
