package dev.evergreen.infra.run;

import dev.evergreen.evaluator.streams.ModelListener;
import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.cli.RunOptions;
import dev.evergreen.infra.cli.RunService;
import dev.evergreen.infra.dashboard.Dashboard;
import dev.evergreen.infra.embedded.EndedOnExit;
import dev.evergreen.infra.embedded.Parts;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.learner.Learners;
import java.time.Duration;
import java.util.stream.Collectors;

/** {@code evergreen run}: starts the parts and stays until it is stopped or one of them dies. */
public final class Run implements RunService {
    private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    @Override
    public void run(RunOptions options, Output output) throws Exception {
        options.pipelines().forEach(Learners.standard()::check);
        options.connection().check();
        String names = options.pipelines().stream().map(Pipeline::name).collect(Collectors.joining(", "));
        output.note("starting %s for %s".formatted(options.parts(), names));
        ModelListener models =
                (pipeline, round) -> output.note("%s: the model of round %d answers".formatted(pipeline, round));
        EndedOnExit.run(() -> stay(options, models, output));
    }

    private static void stay(RunOptions options, ModelListener models, Output output) throws Exception {
        try (var dashboard = Dashboard.open(options.dashboard(), options.pipelines());
                var parts = Parts.start(
                        options.parts(),
                        options.pipelines(),
                        options.connection(),
                        options.stateDirectory(),
                        CHECKPOINT_EVERY,
                        models);
                var _ = dashboard.follow(options.connection(), parts.streamsApps(), parts::trouble)) {
            parts.flinkPage().ifPresent(page -> output.note("Flink's page at " + page));
            dashboard.note().ifPresent(output::note);
            output.note("running; Ctrl-C ends it");
            while (true) {
                Thread.sleep(LOOK_AGAIN);
                parts.requireRunning();
            }
        } catch (InterruptedException asked) {
            output.note("interrupted; all parts are closed");
        }
    }
}
