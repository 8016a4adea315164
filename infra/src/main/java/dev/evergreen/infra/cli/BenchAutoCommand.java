package dev.evergreen.infra.cli;

import static dev.evergreen.infra.cli.Amounts.require;

import dev.evergreen.infra.data.RowSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "auto",
        description = {
            "How near n_jobs: auto comes to the best fixed n_jobs on this machine, and how it gets there.",
            "For each size of window, auto and every fixed n_jobs get a process of their own, in which one job runs the "
                    + "same rounds. A table shows each round's wall clock and what was decided after it; then auto's "
                    + "rounds, from where it has settled, are compared with the same rounds of the best fixed n_jobs.",
            "With --burner, another process burns a core in some of the rounds: auto should make room, and come back."
        },
        footer = {
            "",
            "Examples:",
            "  evergreen bench auto                                      on rows that the generator gaussian makes",
            "  evergreen bench auto --sizes 20000 --rounds 30 --burner 10,17",
            "  evergreen bench auto --data elec.csv --label class --sizes 5000,45312 --grid grid.yaml --json",
            "",
            "The search is a small one, of rounds of seconds, if neither --pipeline nor --grid names another.",
            "Leave the machine alone meanwhile. Interrupted, it leaves no process behind."
        })
final class BenchAutoCommand implements Callable<Integer> {
    private static final List<Long> SIZES = List.of(2_000L, 10_000L, 40_000L);
    private static final int MOST_ROUNDS = 1_000;

    private final BenchAutoService service;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SearchedRowsOptions rows;

    @Option(
            names = "--sizes",
            paramLabel = "N",
            split = ",",
            description = "Rows of the window (default: 2000,10000,40000, as far as there are rows).")
    private List<Long> sizes = List.of();

    @Mixin
    private NJobsToMeasure nJobs;

    @Option(
            names = "--rounds",
            paramLabel = "R",
            defaultValue = "15",
            description = "Rounds in each process, the first of them cold (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--burner",
            paramLabel = "FROM,TO",
            split = ",",
            description = "Rounds in which another process burns a core.")
    private List<Integer> burner = List.of();

    @Option(names = "--json", description = "Print the result as one JSON object on stdout.")
    private boolean json;

    BenchAutoCommand(BenchAutoService service) {
        this.service = service;
    }

    @Override
    public Integer call() throws Exception {
        var options = options();
        var output = Output.of(spec, json);
        options.pipeline().search().notes().forEach(output::note);
        service.run(options, output);
        return 0;
    }

    private BenchAutoOptions options() {
        require(rounds >= 2 && rounds <= MOST_ROUNDS, "--rounds", rounds, "2 to " + MOST_ROUNDS);
        var burned = burner.isEmpty() ? Optional.<BurnerRounds>empty() : Optional.of(BurnerRounds.of(burner, rounds));
        sizes.forEach(n -> require(n >= 2, "--sizes", n, "2 or more"));
        var fixed = nJobs.values(Runtime.getRuntime().availableProcessors());
        SortedSet<Long> asked = new TreeSet<>(sizes.isEmpty() ? SIZES : sizes);
        var searched = rows.read(Optional.of(asked.last()), QuickSearch::in);
        return new BenchAutoOptions(
                searched.file(),
                searched.source(),
                searched.pipeline(),
                measured(asked, searched.source()),
                fixed,
                rounds,
                burned);
    }

    /** Those that there are rows for. */
    private List<Long> measured(SortedSet<Long> asked, RowSource source) {
        if (!sizes.isEmpty()) {
            require(
                    asked.last() <= source.size(),
                    "--sizes",
                    asked.last(),
                    "2 to %d, the rows that there are".formatted(source.size()));
            return List.copyOf(asked);
        }
        var there = asked.headSet(source.size() + 1);
        return there.isEmpty() ? List.of(source.size()) : List.copyOf(there);
    }
}
