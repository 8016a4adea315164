package dev.evergreen.infra.cli;

import static dev.evergreen.infra.cli.Amounts.require;

import dev.evergreen.infra.replay.Schedule;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Promotion;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = {
            "Everything in one process: a Kafka broker, the jobs, and a stream to learn from.",
            "Rows come from a CSV file in time order, or from a generator with drift (sea); labels come late."
        },
        footer = {
            "",
            "Examples:",
            "  evergreen demo",
            "  evergreen demo --generator agrawal --rows 100000 --rate 2000",
            "  evergreen demo --data elec.csv --label class --label-delay 500",
            "  evergreen demo --data elec.csv --pipeline elec.yaml --exit --json"
        })
final class DemoCommand implements Callable<Integer> {
    private static final int LABEL_DELAY = 500;
    private static final int LOOK_EVERY = 500;

    private final DemoService service;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOptions rows;

    @Mixin
    private RowsOption count;

    @Option(names = "--pipeline", paramLabel = "FILE.yaml", description = "The pipeline; without it, defaults.")
    private Optional<Path> pipeline = Optional.empty();

    @Option(names = "--rate", paramLabel = "R", description = "Rows a second; without it, as fast as it goes.")
    private Optional<Double> rate = Optional.empty();

    @Option(
            names = "--label-delay",
            paramLabel = "N",
            description = "How many rows a label comes after its features (default: 500, or as many as the pipeline's "
                    + "labels_within allows).")
    private Optional<Integer> labelDelay = Optional.empty();

    @Option(
            names = "--n-jobs",
            paramLabel = "J",
            converter = NJobsConverter.class,
            description = "Fits at once: 1, 2, ...; -1 all cores, -2 all but one; auto what pays here.")
    private Optional<NJobs> nJobs = Optional.empty();

    @Option(
            names = "--promotion",
            paramLabel = "POLICY",
            description =
                    "test: each winner has to prove itself; newest: it is champion at once (default: newest, or as the "
                            + "pipeline says).")
    private Optional<Promotion.Policy> promotion = Optional.empty();

    @Option(names = "--seed", paramLabel = "S", description = "Of the generator and the search (default: 42).")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--exit", description = "End when all rows are replayed and evaluated, rather than stay up.")
    private boolean exit;

    @Option(
            names = "--compare",
            paramLabel = "WITH",
            description =
                    "With --exit, at the end: strategies, the same rows once more, without retraining, and with retraining "
                            + "at even intervals, side by side; detectors, also with each drift detector as the only "
                            + "trigger; none (default: strategies).")
    private Optional<Compared> compare = Optional.empty();

    @Option(names = "--json", description = "Print the result as one JSON object on stdout.")
    private boolean json;

    @Mixin
    private DashboardFlags dashboard;

    DemoCommand(DemoService service) {
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

    private DemoOptions options() {
        rate.ifPresent(r -> require(r > 0 && Double.isFinite(r), "--rate", r, "a number above 0"));
        labelDelay.ifPresent(n -> require(n >= 0, "--label-delay", n, "0 or more"));
        var declared = pipeline.map(PipelineFiles::pipeline);
        var source = rows.read(declared, Generator.SEA, seed, count.rows());
        var unscheduled = seeded(declared.orElseGet(() -> DemoPipeline.of(source)));
        int delay = declared.isPresent()
                ? LabelDelay.within(
                        unscheduled, labelDelay.map(OptionalInt::of).orElse(OptionalInt.empty()), LABEL_DELAY)
                : labelDelay.orElse(LABEL_DELAY);
        var speed = rate.map(OptionalDouble::of).orElse(OptionalDouble.empty());
        var pipelineToRun = LabelDelay.awaiting(rate.isPresent() ? unscheduled : inLockStep(unscheduled), delay);
        return new DemoOptions(
                source, pipelineToRun, Schedule.of(delay, speed), exit, compared(), dashboard.options(System.getenv()));
    }

    /** In lock step alone: at a rate it would take as long again. */
    private Compared compared() {
        compare.filter(with -> with != Compared.NONE)
                .ifPresent(
                        with -> require(exit && rate.isEmpty(), "--compare", with, "with --exit and without --rate"));
        return exit && rate.isEmpty() ? compare.orElse(Compared.STRATEGIES) : Compared.NONE;
    }

    /** The replay stops at each look at the evidence: after every row that would take all day. */
    private static Pipeline inLockStep(Pipeline base) {
        var promotion = base.promotion();
        var drift = base.drift();
        return base.withPromotion(promotion.withCheckEvery(Math.max(LOOK_EVERY, promotion.checkEvery())))
                .withDrift(drift.withCheckEvery(Math.max(LOOK_EVERY, drift.checkEvery())));
    }

    private Pipeline seeded(Pipeline base) {
        var promoting = promotion
                .map(policy -> base.withPromotion(base.promotion().withPolicy(policy)))
                .orElse(base);
        var reseeded = seed.map(s -> promoting.withSearch(promoting.search().withSeed(s)))
                .orElse(promoting);
        return nJobs.map(reseeded::withNJobs).orElse(reseeded);
    }
}
