package dev.evergreen.infra.chaos;

import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.kafka.KafkaProblemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

/** One run of the workload, with faults or without. */
final class Experiment {
    /** More than from checkpoint to checkpoint: what would come a second time has come then. */
    private static final Duration SETTLED = Duration.ofSeconds(12);

    private final Workload workload;
    private final List<Fault> plan;
    private final Stage.Start stage;
    private final Output output;
    private final List<FaultResult> results = new CopyOnWriteArrayList<>();

    Experiment(Workload workload, List<Fault> plan, Stage.Start stage, Output output) {
        this.workload = workload;
        this.plan = List.copyOf(plan);
        this.stage = stage;
        this.output = output;
    }

    /** Those that there were so far. */
    List<FaultResult> faults() {
        return List.copyOf(results);
    }

    /**
     * Returns when no process is left.
     *
     * @param folder for all that parts keep, which is empty
     * @return what then stands on the topics
     * @throws StuckException if it does not come to its end
     */
    Observed run(Path folder) throws Exception {
        try (var running = stage.on(folder);
                var watch = new RoundWatch(
                        running.windows(),
                        running.kafka(),
                        workload.pipeline().topics().searches())) {
            output.note(
                    "sending %,d rows, for %d rounds".formatted(workload.rows().size(), workload.rounds()));
            new FaultyReplay(workload, number -> play(number, running, watch)).run(running.kafka());
            var contents =
                    new TopicContents(running.kafka(), workload.pipeline().topics());
            awaitAnswers(running, contents);
            Thread.sleep(SETTLED);
            running.endApps();
            return contents.read();
        }
    }

    private void play(int number, Stage running, RoundWatch watch) throws Exception {
        Runnable check = running::requireRunning;
        Patience.await("the start of round " + number, check, () -> watch.hasBegun(number));
        for (Fault fault : plan) {
            if (fault.round() == number) {
                Thread.sleep(fault.delay());
                results.add(suffer(fault, running, watch));
            }
        }
        Patience.await("the end of round " + number, check, () -> watch.isOver(number));
        output.note("round %d of %d is over".formatted(number, workload.rounds()));
    }

    private FaultResult suffer(Fault fault, Stage running, RoundWatch watch) throws Exception {
        Victim victim = running.victim(fault);
        boolean inRound = !watch.isOver(fault.round());
        output.note("fault %d of %d, in round %d: kill -9 of %s"
                .formatted(results.size() + 1, plan.size(), fault.round(), victim.name()));
        long died = System.nanoTime();
        victim.kill();
        Patience.await(victim.name() + " is well again", running::requireRunning, victim::isWell);
        double seconds = (System.nanoTime() - died) / 1e9;
        output.note(String.format(Locale.ROOT, "%s is well again after %.1f s", victim.name(), seconds));
        return new FaultResult(fault, victim.name(), inRound, seconds);
    }

    /** Until each row has its prediction and its evaluation, or more; where it waits in vain the comparison tells for which. */
    private void awaitAnswers(Stage running, TopicContents contents) throws Exception {
        long rows = workload.rows().size();
        Callable<Boolean> all = () ->
                contents.predictions().size() >= rows && contents.evaluations().size() >= rows;
        try {
            Patience.await("a prediction and an evaluation of each row", running::requireRunning, all);
        } catch (StuckException | KafkaProblemException missing) {
            running.requireRunning();
            output.note(missing.getMessage());
        }
    }
}
