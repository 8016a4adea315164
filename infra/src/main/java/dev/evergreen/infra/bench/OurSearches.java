package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.BenchSearchOptions;
import dev.evergreen.infra.cli.Contestants;
import dev.evergreen.infra.cli.Evergreen;
import dev.evergreen.infra.cli.Progress;
import dev.evergreen.infra.cli.ProgressLine;
import dev.evergreen.infra.process.JavaCommand;
import dev.evergreen.infra.process.TalkingProcess;
import dev.evergreen.ingest.pipeline.NJobs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Our side of a comparison: for each n_jobs a process that searches once, for what a cold start costs, and one that runs
 * rounds, for what a round costs in a trainer that has run for a while.
 */
final class OurSearches {
    private final BenchSearchOptions options;
    private final InputFiles input;
    private final Path folder;
    private final Progress progress;
    private final JavaCommand java = JavaCommand.ofThisProcess();

    OurSearches(BenchSearchOptions options, InputFiles input, Path folder, Progress progress) {
        this.options = options;
        this.input = input;
        this.folder = folder;
        this.progress = progress;
    }

    /** @param notes hears what to doubt */
    SearchRun run(int nJobs, Consumer<String> notes) throws Exception {
        String name = "%s, n_jobs %d".formatted(Contestants.EVERGREEN, nJobs);
        List<String> words = coldWords(nJobs);
        if (JavaCommand.keepsClasses(words)) {
            progress.show(ProgressLine.of(name, "a first process, which keeps its classes for the next"));
            var _ = search(name + ", first", words);
        }
        progress.show(ProgressLine.of(name, "a process from start to end"));
        long begin = System.nanoTime();
        ColdSearch cold = search(name + ", cold", words);
        double processWallS = (System.nanoTime() - begin) / 1e9;
        RoundsMessage.Measured warm = warm(name, nJobs);
        RoundCost first = warm.rounds().getFirst();
        if (!first.artifactSha256().equals(cold.artifactSha256())) {
            throw new IllegalStateException("%s: the winner is %s in one process and %s in another"
                    .formatted(name, cold.artifactSha256(), first.artifactSha256()));
        }
        Warnings.busy(name, warm.othersShare()).ifPresent(notes);
        Run costs = Run.of(nJobs, List.of(warm), 1);
        return new SearchRun(
                Contestants.EVERGREEN,
                nJobs,
                costs.wallS(),
                Optional.of(costs.coldWallS()),
                processWallS,
                costs.processCpuS(),
                costs.peakRssMb(),
                first.bestScore(),
                cold.bestParams(),
                Optional.empty(),
                Optional.empty());
    }

    private List<String> coldWords(int nJobs) {
        return java.running(
                Evergreen.class,
                folder,
                List.of(
                        "search",
                        "--json",
                        "--data",
                        input.data().toString(),
                        "--pipeline",
                        input.pipeline().toString(),
                        "--n-jobs",
                        Integer.toString(nJobs)));
    }

    private static ColdSearch search(String name, List<String> words) throws Exception {
        // What it says to people is its own report.
        return new TalkingProcess<>(name, words, Map.of(), ColdSearch.class)
                .run(Optional::of, _ -> {}, Process::waitFor)
                .result();
    }

    private RoundsMessage.Measured warm(String name, int nJobs) throws Exception {
        progress.show(ProgressLine.of(name, "a process that runs rounds"));
        var words = java.running(
                Evergreen.class,
                folder,
                input.rounds("n-jobs-rounds", options.source().size(), 1 + options.rounds(), new NJobs(nJobs)));
        return new RoundsProcess(name, words)
                .run(
                        RoundsMessage.Measured.class,
                        p -> progress.show(ProgressLine.of(name + ", " + p.stage(), p.done(), p.total(), "")),
                        progress::note);
    }
}
