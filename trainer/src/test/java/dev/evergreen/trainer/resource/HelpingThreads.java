package dev.evergreen.trainer.resource;

import java.util.ArrayList;
import java.util.List;

/** Helpers that are threads of their own, started as soon as there is something to do. */
public final class HelpingThreads implements Crew.Board {
    private final int helpers;
    private final List<Thread> all = new ArrayList<>();

    public HelpingThreads(int helpers) {
        this.helpers = helpers;
    }

    @Override
    public void offer(SharedWork work) {
        for (int i = 0; i < helpers; i++) {
            all.add(Thread.ofPlatform().name("helper-" + i).start(() -> work.help(() -> true)));
        }
    }

    @Override
    public void withdraw(SharedWork work) {}

    void join() throws InterruptedException {
        for (Thread thread : all) {
            thread.join();
        }
    }
}
