package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.trainer.search.FitTaskRunner;
import dev.evergreen.trainer.search.Fold;
import dev.evergreen.trainer.search.SplitResult;
import dev.evergreen.trainer.search.Splits;
import dev.evergreen.trainer.window.AssembledWindow;
import dev.evergreen.trainer.window.CorruptWindowException;
import dev.evergreen.trainer.window.SegmentName;
import dev.evergreen.trainer.window.TrainingWindow;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The windows that a process fits on: of each pipeline the last one, once, however many fit on it. The next takes from it
 * the rows that it has and reads the others alone; until it is put together both are there.
 */
final class SharedWindows {
    private static final Logger LOG = LoggerFactory.getLogger(SharedWindows.class);
    private static final int ATTEMPTS = 3;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

    /** A window as every fit of its round sees it. */
    record Loaded(TrainingWindow window, SplitResult splits) {
        Fold fold(int number) {
            return switch (splits) {
                case SplitResult.Folds folds -> folds.folds().get(number);
                case SplitResult.Problem problem -> throw new IllegalStateException("planned, yet: " + problem.line());
            };
        }
    }

    /** A round that begins again after a failure may know of another change, and so test on other rows. */
    private record Asked(Path file, int testedAmong) {}

    private final Map<Asked, CompletableFuture<Loaded>> windows = new ConcurrentHashMap<>();
    private final Map<Path, AssembledWindow> lastOfFolder = new ConcurrentHashMap<>();

    /**
     * A window and its folds; the first to ask loads them, the others wait.
     *
     * @param testedAmong so many newest rows; 0 for all. The same for all fits of a round.
     * @throws IOException if it cannot be read, in one line
     */
    Loaded window(String root, String name, Cv cv, int testedAmong) throws IOException, InterruptedException {
        var asked = new Asked(SnapshotFiles.path(root, name), testedAmong);
        var mine = new CompletableFuture<Loaded>();
        CompletableFuture<Loaded> first = windows.putIfAbsent(asked, mine);
        if (first == null) {
            windows.keySet()
                    .removeIf(other -> !other.equals(asked)
                            && other.file().getParent().equals(asked.file().getParent()));
            load(asked, cv, mine);
        }
        try {
            return (first == null ? mine : first).get();
        } catch (ExecutionException failed) {
            throw new IOException(
                    "the window %s cannot be read: %s".formatted(name, FitTaskRunner.reason(failed.getCause())),
                    failed.getCause());
        }
    }

    /** Whatever goes wrong, nobody waits for this load for ever, and the next to ask may try again. */
    private void load(Asked asked, Cv cv, CompletableFuture<Loaded> into) throws InterruptedException {
        try {
            TrainingWindow window = assembled(asked.file());
            int newest = asked.testedAmong() > 0
                    ? asked.testedAmong()
                    : window.data().rows();
            into.complete(new Loaded(window, Splits.of(cv, window.data(), newest)));
        } catch (IOException | RuntimeException | Error failed) {
            windows.remove(asked, into);
            into.completeExceptionally(failed);
        } catch (InterruptedException cancelled) {
            windows.remove(asked, into);
            into.completeExceptionally(cancelled);
            throw cancelled;
        }
    }

    private TrainingWindow assembled(Path file) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return assembledAtOnce(file);
            } catch (CorruptWindowException corrupt) {
                if (attempt == ATTEMPTS) {
                    deleteIfSegment(file, corrupt);
                    throw corrupt;
                }
            } catch (IOException failed) {
                if (attempt == ATTEMPTS) {
                    throw failed;
                }
            } catch (OutOfMemoryError tooMuch) {
                if (attempt == ATTEMPTS || lastOfFolder.remove(file.getParent()) == null) {
                    throw tooMuch;
                }
                continue; // Without the window before there may be room.
            }
            Thread.sleep(BETWEEN_ATTEMPTS);
        }
    }

    private TrainingWindow assembledAtOnce(Path file) throws IOException {
        AssembledWindow window = SnapshotFiles.read(file, Optional.ofNullable(lastOfFolder.get(file.getParent())));
        lastOfFolder.put(file.getParent(), window);
        LOG.info("{}: {} of {} segments were read", file, window.loadedSegments(), window.segments());
        return window.window();
    }

    /** What is not what its name says is of use to no round; once it is gone, the next writes it again. */
    private static void deleteIfSegment(Path file, CorruptWindowException corrupt) {
        if (SegmentName.isOf(corrupt.file())) {
            try {
                file.getFileSystem().delete(new Path(file.getParent(), corrupt.file()), false);
            } catch (IOException kept) {
                corrupt.addSuppressed(kept);
            }
        }
    }
}
