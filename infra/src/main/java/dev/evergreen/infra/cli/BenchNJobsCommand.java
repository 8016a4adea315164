package dev.evergreen.infra.cli;

import static dev.evergreen.infra.cli.Amounts.require;

import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "n-jobs",
        description = {
            "Which n_jobs pays on this machine, for this data and search: measured serially first, then with more.",
            "Each n_jobs gets a process of its own, which runs the same round several times: the first in a cold JVM, "
                    + "the others as in a trainer that has run for a while. A table shows wall clock, CPU, speed-up and "
                    + "efficiency against n_jobs 1, and peak memory; then the value that pays, and why: the smallest "
                    + "within 5 %% of the best that still brings a quarter of a job for each job more.",
            "The winner must be the same for every n_jobs, to the last bit; if it is not, that is an error."
        },
        footer = {
            "",
            "Examples:",
            "  evergreen bench n-jobs                       on rows that the generator gaussian makes",
            "  evergreen bench n-jobs --data elec.csv --label class --plot elec.svg",
            "  evergreen bench n-jobs --data elec.csv --pipeline elec.yaml --n-jobs 2,-1",
            "  evergreen bench n-jobs --rows 100000 --grid grid.yaml --repeat 3 --plain",
            "  evergreen bench n-jobs --in-turn --rounds 20   on a machine that is shared with others",
            "",
            "A grid file is that of 'evergreen search', with a grid or with distributions and n_iter.",
            "The processes get the options of this JVM: EVERGREEN_JAVA_OPTS=-Xmx2g measures with a heap of 2 GB.",
            "Leave the machine alone meanwhile. Interrupted, it leaves no process behind."
        })
final class BenchNJobsCommand implements Callable<Integer> {
    private static final int MOST_ROUNDS = 1_000;

    private final BenchNJobsService service;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SearchedRowsOptions rows;

    @Mixin
    private RowsOption count;

    @Mixin
    private NJobsToMeasure nJobs;

    @Option(
            names = "--rounds",
            paramLabel = "R",
            defaultValue = "3",
            description = "Rounds in each process, the first of them cold (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--repeat",
            paramLabel = "T",
            defaultValue = "1",
            description = "Processes for each n_jobs: one of each, then the next of each (default: ${DEFAULT-VALUE}).")
    private int repeat;

    @Option(
            names = "--in-turn",
            description =
                    "Start the processes of all n_jobs at once and let one at a time run a round. Speed-ups are the "
                            + "medians of the ratios of rounds of one number, which a machine that is fast one minute and "
                            + "slow the next spoils least; of 1 and one other n_jobs they follow each other. Takes the "
                            + "memory of all: EVERGREEN_JAVA_OPTS=-Xmx2g holds each process lower.")
    private boolean inTurn;

    @Option(names = "--plain", description = "Also time a plain loop without Flink, to see what Flink costs.")
    private boolean plain;

    @Mixin
    private PlotOption plot;

    @Option(names = "--json", description = "Print the result as one JSON object on stdout.")
    private boolean json;

    BenchNJobsCommand(BenchNJobsService service) {
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

    private BenchNJobsOptions options() {
        require(rounds >= 1 && rounds <= MOST_ROUNDS, "--rounds", rounds, "1 to " + MOST_ROUNDS);
        require(repeat >= 1 && repeat <= MOST_ROUNDS, "--repeat", repeat, "1 to " + MOST_ROUNDS);
        var measured = nJobs.values(Runtime.getRuntime().availableProcessors());
        var file = plot.file();
        var searched = rows.read(count.rows(), UnaryOperator.identity());
        return new BenchNJobsOptions(
                searched.file(), searched.source(), searched.pipeline(), measured, rounds, repeat, inTurn, plain, file);
    }
}
