package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.process.TalkingProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A process of its own that runs rounds and says what they cost. It never outlives the call that started it. */
final class RoundsProcess {
    private final TalkingProcess<RoundsMessage> process;

    /** @param name for messages */
    RoundsProcess(String name, List<String> command) {
        this.process = new TalkingProcess<>(name, command, Map.of(), RoundsMessage.class);
    }

    /**
     * Runs it to its end.
     *
     * @param last what it is to say last
     * @param progress hears how far it is
     * @param notes hears what else it prints
     * @throws BadInputException if it fails, with what it said last
     * @throws InterruptedException if the caller is interrupted; the process has ended then
     */
    <T extends RoundsMessage.Last> T run(
            Class<T> last, Consumer<RoundsMessage.Progress> progress, Consumer<String> notes) throws Exception {
        return run(last, new RoundTurns(1).runner(0), progress, notes);
    }

    /**
     * As the other, where it may wait before each round.
     *
     * @param turn what it waits for; when it has ended, it has left
     */
    <T extends RoundsMessage.Last> T run(
            Class<T> last, RoundTurns.Runner turn, Consumer<RoundsMessage.Progress> progress, Consumer<String> notes)
            throws Exception {
        try {
            return last.cast(process.talk((message, answer) -> heard(message, answer, turn, progress), notes, it -> {
                        int exitCode = it.waitFor();
                        // Now, as whoever reads what it says may be waiting for its turn.
                        turn.leave();
                        return exitCode;
                    })
                    .result());
        } finally {
            turn.leave();
        }
    }

    private static Optional<RoundsMessage.Last> heard(
            RoundsMessage message,
            OutputStream answer,
            RoundTurns.Runner turn,
            Consumer<RoundsMessage.Progress> progress)
            throws InterruptedException {
        return switch (message) {
            case RoundsMessage.Progress p -> {
                progress.accept(p);
                yield Optional.empty();
            }
            case RoundsMessage.Waits _ -> {
                turn.await();
                wake(answer);
                yield Optional.empty();
            }
            case RoundsMessage.Last l -> Optional.of(l);
        };
    }

    private static void wake(OutputStream answer) {
        try {
            answer.write('\n');
            answer.flush();
        } catch (IOException gone) {
            // Its exit code and what it said last tell why.
        }
    }
}
