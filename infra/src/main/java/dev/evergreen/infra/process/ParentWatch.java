package dev.evergreen.infra.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Ends this process when the one that started it is gone, however that ended: their pipe then is closed. As a program it
 * does so for another, and uses nothing but the JDK, so that it stands on any class path.
 */
public final class ParentWatch {
    private static final int ORPHANED = 3;

    private ParentWatch() {}

    /** @param words the class of a program, then what that is given */
    public static void main(String[] words) throws Throwable {
        start();
        var program = Class.forName(words[0]).getMethod("main", String[].class);
        try {
            program.invoke(null, (Object) Arrays.copyOfRange(words, 1, words.length));
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    /** Where the other sends nothing. */
    public static void start() {
        start(() -> {});
    }

    /** @param heard runs for each byte that the other sends */
    public static void start(Runnable heard) {
        Thread.ofPlatform().name("parent-watch").daemon().start(() -> {
            try {
                while (System.in.read() >= 0) {
                    heard.run();
                }
            } catch (IOException gone) {
                // As if it was closed.
            }
            System.exit(ORPHANED);
        });
    }
}
