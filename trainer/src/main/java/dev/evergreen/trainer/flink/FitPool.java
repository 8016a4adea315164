package dev.evergreen.trainer.flink;

import dev.evergreen.trainer.learner.FitThread;
import dev.evergreen.trainer.resource.FitDemand;
import dev.evergreen.trainer.resource.FitQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The threads of a process that fit, shared by all subtasks: each takes the next fit as soon as it is free, so that none
 * idles while another has fits waiting. Thread-safe.
 */
final class FitPool implements AutoCloseable {
    private final FitQueue<Runnable> queue;
    private final List<FitThread> all = new ArrayList<>();
    private final Deque<FitThread> idle = new ArrayDeque<>();
    private final String name;
    private boolean closed;

    /**
     * @param name of the threads
     * @param threads how many fits may run at once; a thread is started when it is first needed
     */
    FitPool(String name, int threads) {
        this.name = name;
        this.queue = new FitQueue<>(threads);
    }

    /** Runs {@code fit} when it is its turn. It must not throw. */
    synchronized void submit(FitDemand demand, Runnable fit) {
        queue.add(demand, fit);
        startWhatMay();
    }

    synchronized int running() {
        return queue.running();
    }

    synchronized int waiting() {
        return queue.waiting();
    }

    synchronized long bytesInUse() {
        return queue.bytesInUse();
    }

    private synchronized void startWhatMay() {
        while (!closed) {
            var next = queue.next();
            if (next.isEmpty()) {
                return;
            }
            FitThread thread = idle.isEmpty() ? started() : idle.pop();
            thread.execute(() -> run(next.get(), thread));
        }
    }

    private FitThread started() {
        var thread = new FitThread(name + "-" + all.size());
        all.add(thread);
        return thread;
    }

    private void run(FitQueue.Turn<Runnable> turn, FitThread thread) {
        try {
            turn.work().run();
        } finally {
            synchronized (this) {
                queue.finished(turn);
                idle.push(thread);
                startWhatMay();
            }
        }
    }

    /** Interrupts what runs, forgets what waits, and returns when the threads have ended. */
    @Override
    public void close() {
        List<FitThread> ending;
        synchronized (this) {
            closed = true;
            queue.clear();
            ending = List.copyOf(all);
        }
        ending.forEach(FitThread::interrupt);
        ending.forEach(FitThread::close);
    }
}
