package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.BenchNJobsOptions;
import dev.evergreen.infra.cli.BenchNJobsService;
import dev.evergreen.infra.cli.Evergreen;
import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.cli.Progress;
import dev.evergreen.infra.cli.ProgressLine;
import dev.evergreen.infra.embedded.AllOrNone;
import dev.evergreen.infra.embedded.EndedOnExit;
import dev.evergreen.infra.process.JavaCommand;
import dev.evergreen.ingest.pipeline.NJobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * {@code evergreen bench n-jobs}: a process for each n_jobs, as peak memory is a process's own and what the JVM has
 * compiled must not favour those that come later. They run one after another, or all at once, taking turns round by round.
 */
public final class NJobsBench implements BenchNJobsService {

    @Override
    public void run(BenchNJobsOptions options, Output output) throws Exception {
        EndedOnExit.run(() -> report(options, output));
    }

    private static void report(BenchNJobsOptions options, Output output) throws Exception {
        BenchReport report = Measuring.inFolder(output, (folder, progress) -> measure(options, folder, progress));
        if (options.plot().isPresent()) {
            Files.writeString(options.plot().get(), NJobsPlot.of(report));
        }
        output.text(BenchText.of(report));
        output.text(
                options.plot().map(file -> "plot: " + file).orElse("--plot FILE.svg draws it; --json has every round"));
        output.result(report);
    }

    private static BenchReport measure(BenchNJobsOptions options, Path folder, Progress progress) throws Exception {
        var input = InputFiles.of(options.file(), options.source(), options.pipeline(), folder);
        JavaCommand java = JavaCommand.ofThisProcess();
        int processes = options.repeat() * (options.nJobs().size() + (options.plain() ? 1 : 0));
        var measured = new TreeMap<Integer, List<RoundsMessage.Measured>>();
        var plain = new ArrayList<RoundsMessage.Measured>();
        int number = 0;
        for (int turn = 0; turn < options.repeat(); turn++) {
            if (options.inTurn()) {
                for (var one : inTurn(options, input, java, folder, progress)) {
                    measured.computeIfAbsent(one.nJobs(), _ -> new ArrayList<>())
                            .add(one);
                }
                number += options.nJobs().size();
            } else {
                for (int nJobs : options.nJobs()) {
                    var one = process("n_jobs " + nJobs, java, folder, rounds(options, input, nJobs));
                    measured.computeIfAbsent(nJobs, _ -> new ArrayList<>())
                            .add(run(one, "n_jobs " + nJobs, ++number, processes, progress));
                }
            }
            if (options.plain()) {
                // In a process of its own: memory and warm-up of the baseline stay those of the others.
                var words = rounds(options, input, 1);
                words.add("--plain");
                var one = process("plain loop", java, folder, words);
                plain.add(run(one, "n_jobs 1 and a plain loop", ++number, processes, progress));
            }
        }
        var setting = BenchReport.Setting.of(
                options.source(), options.pipeline(), options.rounds(), options.repeat(), options.inTurn());
        return BenchReport.of(setting, measured, plain);
    }

    /** If one fails, the others end. */
    private static List<RoundsMessage.Measured> inTurn(
            BenchNJobsOptions options, InputFiles input, JavaCommand java, Path folder, Progress progress)
            throws Exception {
        var turns = new RoundTurns(options.nJobs().size());
        var runs = new ArrayList<Callable<RoundsMessage.Measured>>();
        // Interrupted, they end at once, and would all write the same archive.
        JavaCommand reading = java.keepingNoClasses();
        for (int nJobs : options.nJobs()) {
            var turn = turns.runner(runs.size());
            String name = "n_jobs " + nJobs;
            var words = rounds(options, input, nJobs);
            words.add("--waits");
            var one = process(name, reading, folder, words);
            runs.add(() -> one.run(
                    RoundsMessage.Measured.class,
                    turn,
                    p -> progress.show(ProgressLine.of(name + ", " + p.stage(), p.done(), p.total(), "in turn")),
                    progress::note));
        }
        progress.show(ProgressLine.of("%d processes start".formatted(runs.size()), "in turn"));
        return AllOrNone.call(runs);
    }

    private static RoundsProcess process(String name, JavaCommand java, Path folder, List<String> arguments) {
        return new RoundsProcess(name, java.running(Evergreen.class, folder, arguments));
    }

    private static List<String> rounds(BenchNJobsOptions options, InputFiles input, int nJobs) {
        return input.rounds("n-jobs-rounds", options.source().size(), options.rounds(), new NJobs(nJobs));
    }

    private static RoundsMessage.Measured run(
            RoundsProcess process, String name, int number, int processes, Progress progress) throws Exception {
        String detail = "process %d of %d".formatted(number, processes);
        progress.show(ProgressLine.of(name + " starts", detail));
        return process.run(
                RoundsMessage.Measured.class,
                p -> progress.show(ProgressLine.of(name + ", " + p.stage(), p.done(), p.total(), detail)),
                progress::note);
    }
}
