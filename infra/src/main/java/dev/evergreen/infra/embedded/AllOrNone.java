package dev.evergreen.infra.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does several things at once, a thread each. None of the threads outlives the call. */
public final class AllOrNone {
    private AllOrNone() {}

    /**
     * What all returned, in their order.
     *
     * @throws Exception the first that one of them failed with, or {@link InterruptedException}; the others were interrupted, and
     *     have ended
     */
    public static <T> List<T> call(List<Callable<T>> calls) throws Exception {
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            try {
                CompletionService<T> ended = new ExecutorCompletionService<>(threads);
                List<Future<T>> futures = new ArrayList<>();
                for (Callable<T> call : calls) {
                    futures.add(ended.submit(call));
                }
                for (int i = 0; i < calls.size(); i++) {
                    ended.take().get();
                }
                return futures.stream().map(Future::resultNow).toList();
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof Exception cause ? cause : failed;
            } finally {
                // They are waited for at the end of the block; whoever interrupts the caller meanwhile interrupts them
                // once more.
                threads.shutdownNow();
            }
        }
    }
}
