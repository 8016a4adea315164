package dev.evergreen.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.infra.cli.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RoundsProcessTest {
    private final List<RoundsMessage.Progress> progress = Collections.synchronizedList(new ArrayList<>());
    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path folder;

    @Test
    void hearsProgressAndThenTheFigures() throws Exception {
        var measured = run("""
                echo '{"kind":"progress","stage":"round 1 of 1","done":3,"total":9}'
                echo 'a library prints'
                echo 'a warning' >&2
                echo '{"kind":"measured","n_jobs":2,"rounds":[],"plain":[],"peak_heap_mb":1,"swapped_mb":0,"others_share":0}'
                """);

        assertThat(measured.nJobs()).isEqualTo(2);
        assertThat(measured.peakRssMb()).isEmpty();
        assertThat(progress).containsExactly(new RoundsMessage.Progress("round 1 of 1", 3, 9));
        assertThat(notes).containsExactlyInAnyOrder("a library prints", "a warning");
    }

    @Test
    void letsAProcessWaitForEachRound() throws Exception {
        var turns = new RoundTurns(2);
        var begins = new CountDownLatch(1);
        Thread other = Thread.ofPlatform().start(new FutureTask<>(() -> {
            turns.runner(0).await();
            begins.await();
            progress.add(new RoundsMessage.Progress("of the other", 1, 1));
            turns.runner(0).leave();
            return null;
        }));

        var measured = process("""
                echo '{"kind":"progress","stage":"begins","done":0,"total":1}'
                for round in 1 2; do
                  echo '{"kind":"waits","round":'$round'}'
                  read told
                  echo '{"kind":"progress","stage":"round '$round'","done":1,"total":1}'
                done
                echo '{"kind":"measured","n_jobs":2,"rounds":[],"plain":[],"peak_heap_mb":1,"swapped_mb":0,"others_share":0}'
                """)
                .run(
                        RoundsMessage.Measured.class,
                        turns.runner(1),
                        p -> {
                            progress.add(p);
                            begins.countDown();
                        },
                        notes::add);

        other.join();
        assertThat(measured.nJobs()).isEqualTo(2);
        assertThat(progress)
                .extracting(RoundsMessage.Progress::stage)
                .containsExactly("begins", "of the other", "round 1", "round 2");
    }

    @Test
    void saysThatAProcessWasKilledWhileItWaited() {
        var turns = new RoundTurns(2);

        // The other never gets ready, and the turn never comes.
        assertThatThrownBy(() -> process("echo '{\"kind\":\"waits\",\"round\":1}'; kill -9 $$")
                        .run(RoundsMessage.Measured.class, turns.runner(1), progress::add, notes::add))
                .isInstanceOf(BadInputException.class)
                .hasMessage("n_jobs 2: its process ended with exit code 137 and said nothing");
    }

    @Test
    void saysWhatAFailedProcessSaidLast() {
        assertThatThrownBy(() -> run("echo 'evergreen: x.csv: no such file' >&2; exit 2"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("n_jobs 2: its process ended with exit code 2 and said last: x.csv: no such file");
        assertThat(notes).isEmpty();
    }

    @Test
    void looksForTheReasonAboveAStackTrace() {
        assertThatThrownBy(
                        () -> run("printf 'java.lang.OutOfMemoryError: heap\\n\\tat a.B.c\\n\\tat d\\n' >&2; exit 1"))
                .hasMessage(
                        "n_jobs 2: its process ended with exit code 1 and said last: java.lang.OutOfMemoryError: heap");
        assertThat(notes).hasSize(3);
    }

    @Test
    void doesNotTakeSilenceForSuccess() {
        assertThatThrownBy(() -> run("exit 0"))
                .hasMessage("n_jobs 2: its process ended with exit code 0 and said nothing");
        assertThatThrownBy(() -> run("kill -9 $$"))
                .hasMessage("n_jobs 2: its process ended with exit code 137 and said nothing");
    }

    @Test
    void endsTheProcessWhenInterrupted() throws Exception {
        Path id = folder.resolve("pid");
        var caller = Thread.ofPlatform().start(() -> {
            try {
                run("echo $$ > %s.new; mv %s.new %s; exec sleep 600".formatted(id, id, id));
            } catch (Exception interrupted) {
                notes.add(interrupted.getClass().getSimpleName());
            }
        });
        while (!Files.exists(id)) {
            Thread.sleep(5);
        }
        long pid = Long.parseLong(Files.readString(id).strip());

        caller.interrupt();

        assertThat(caller.join(Duration.ofSeconds(20))).isTrue();
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(notes).containsExactly("InterruptedException");
    }

    private RoundsMessage.Measured run(String script) throws Exception {
        return process(script).run(RoundsMessage.Measured.class, progress::add, notes::add);
    }

    private static RoundsProcess process(String script) {
        return new RoundsProcess("n_jobs 2", List.of("sh", "-c", script));
    }
}
