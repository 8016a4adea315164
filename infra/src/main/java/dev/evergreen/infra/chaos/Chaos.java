package dev.evergreen.infra.chaos;

import dev.evergreen.infra.cli.ChaosOptions;
import dev.evergreen.infra.cli.ChaosService;
import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.cluster.TrainerJar;
import dev.evergreen.infra.embedded.Directories;
import dev.evergreen.infra.embedded.EndedOnExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** {@code evergreen chaos}: an undisturbed run, one with faults, and what is different between them. */
public final class Chaos implements ChaosService {

    @Override
    public boolean run(ChaosOptions options, Output output) throws Exception {
        // Asked for first: without it minutes would pass until the first run needs it.
        TrainerJar.find();
        var report = new AtomicReference<Optional<ChaosReport>>(Optional.empty());
        EndedOnExit.run(() -> report.set(Optional.of(reported(options, output))));
        return report.get().map(ChaosReport::holds).orElse(false);
    }

    private static ChaosReport reported(ChaosOptions options, Output output) throws Exception {
        Path folder = Files.createTempDirectory("evergreen-chaos-");
        boolean keep = true;
        try {
            ChaosReport report = compared(options, folder, output);
            output.text(ChaosText.of(report));
            output.result(report);
            keep = !report.holds();
            return report;
        } catch (InterruptedException asked) {
            keep = false;
            throw asked;
        } finally {
            if (keep) {
                output.note("logs, and what parts held, are in " + folder);
            } else {
                Directories.delete(folder);
            }
        }
    }

    private static ChaosReport compared(ChaosOptions options, Path folder, Output output) throws Exception {
        var workload = new Workload(FaultPlan.rounds(options.faults()));
        var calm = new Experiment(workload, List.of(), _ -> InThisProcess.start(workload.pipeline()), output);
        var faulty = new Experiment(
                workload,
                FaultPlan.of(options.seed(), options.faults()),
                there -> Deployment.start(there, workload.pipeline(), output),
                output);
        List<Finding> findings = List.of();
        Optional<String> stuck = Optional.empty();
        try {
            output.note("the undisturbed run, in this process");
            Observed undisturbed = calm.run(folder(folder, "undisturbed"));
            findings = Comparison.complete(workload.ids(), workload.rounds(), undisturbed);
            if (findings.isEmpty()) {
                output.note("the run with %d faults".formatted(options.faults()));
                Observed run = faulty.run(folder(folder, "faults"));
                findings = Comparison.between(workload.ids(), workload.rounds(), undisturbed, run);
            } else {
                stuck = Optional.of("the undisturbed run is not complete");
            }
        } catch (StuckException why) {
            stuck = Optional.of(why.getMessage());
        }
        return ChaosReport.of(options.seed(), workload, faulty.faults(), findings, stuck);
    }

    private static Path folder(Path parent, String name) throws IOException {
        return Files.createDirectory(parent.resolve(name));
    }
}
