package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.BenchAutoOptions;
import dev.evergreen.infra.cli.BenchAutoService;
import dev.evergreen.infra.cli.Evergreen;
import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.cli.Progress;
import dev.evergreen.infra.cli.ProgressLine;
import dev.evergreen.infra.embedded.EndedOnExit;
import dev.evergreen.infra.process.JavaCommand;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.trainer.search.CandidateGrids;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code evergreen bench auto}: for each size one process after another, auto among those of fixed n_jobs. */
public final class AutoBench implements BenchAutoService {

    @Override
    public void run(BenchAutoOptions options, Output output) throws Exception {
        EndedOnExit.run(() -> report(options, output));
    }

    private static void report(BenchAutoOptions options, Output output) throws Exception {
        AutoReport report = Measuring.inFolder(
                output, (folder, progress) -> AutoReport.of(setting(options), measure(options, folder, progress)));
        output.text(AutoText.of(report));
        output.result(report);
    }

    private static List<AutoRun> measure(BenchAutoOptions options, Path folder, Progress progress) throws Exception {
        var input = InputFiles.of(options.file(), options.source(), options.pipeline(), folder);
        JavaCommand java = JavaCommand.ofThisProcess();
        List<NJobs> all = Stream.concat(options.nJobs().stream().map(NJobs::new), Stream.of(NJobs.AUTO))
                .toList();
        int processes = all.size() * options.sizes().size();
        var runs = new ArrayList<AutoRun>();
        for (long rows : options.sizes()) {
            for (NJobs nJobs : all) {
                List<String> arguments = arguments(options, input, rows, nJobs);
                String name = "%,d rows, n_jobs %s".formatted(rows, nJobs);
                String detail = "process %d of %d".formatted(runs.size() + 1, processes);
                progress.show(ProgressLine.of(name + " starts", detail));
                var together = new RoundsProcess(name, java.running(Evergreen.class, folder, arguments))
                        .run(
                                RoundsMessage.Together.class,
                                p -> progress.show(
                                        ProgressLine.of(name + ", " + p.stage(), p.done(), p.total(), detail)),
                                progress::note);
                runs.add(new AutoRun(Math.toIntExact(rows), nJobs, together.rounds()));
            }
        }
        return runs;
    }

    private static List<String> arguments(BenchAutoOptions options, InputFiles input, long rows, NJobs nJobs) {
        var words = input.rounds("auto-rounds", rows, options.rounds(), nJobs);
        options.burner().ifPresent(rounds -> words.addAll(List.of("--burner", rounds.toString())));
        return words;
    }

    private static AutoReport.Setting setting(BenchAutoOptions options) {
        var search = options.pipeline().search();
        return new AutoReport.Setting(
                options.source().name(),
                options.source().features().size(),
                CandidateGrids.expand(search).size(),
                search.cv().folds(),
                options.rounds(),
                options.burner()
                        .map(rounds -> List.of(rounds.from(), rounds.to()))
                        .orElse(List.of()),
                Runtime.getRuntime().availableProcessors());
    }
}
