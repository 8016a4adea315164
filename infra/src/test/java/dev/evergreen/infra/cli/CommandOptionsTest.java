package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.evergreen.infra.dashboard.DashboardOptions;
import dev.evergreen.infra.data.Agrawal;
import dev.evergreen.infra.data.Friedman;
import dev.evergreen.infra.data.Gaussian;
import dev.evergreen.infra.data.RandomRbf;
import dev.evergreen.infra.data.Sea;
import dev.evergreen.infra.replay.Schedule;
import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.DriftDetection;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Promotion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandOptionsTest {
    private final CommandLineHarness harness = new CommandLineHarness();

    @TempDir
    private Path directory;

    @Test
    void aDemoWithoutOptionsReplaysSeaWithLateLabels() {
        assertThat(harness.run("demo")).isEqualTo(new CommandLineHarness.Ran(0, "", ""));

        var demo = harness.demos.getFirst();
        assertThat(demo.source()).isEqualTo(Sea.ofPaper(42, 20_000));
        assertThat(demo.schedule()).isEqualTo(Schedule.of(500, OptionalDouble.empty()));
        assertThat(demo.exit()).isFalse();
        assertThat(demo.dashboard().served()).isEqualTo(DashboardOptions.Served.PAGE);
        assertThat(demo.pipeline().name()).isEqualTo("sea");
        assertThat(demo.pipeline().nJobs()).isEqualTo(NJobs.ALL);
        assertThat(demo.pipeline().labelsWithin()).isEqualTo(Duration.ofHours(500));
    }

    @Test
    void aDemoTakesWhatItIsTold() {
        harness.run(
                "demo",
                "--generator",
                "agrawal",
                "--rows",
                "1000",
                "--rate",
                "50",
                "--label-delay",
                "3",
                "--seed",
                "7",
                "--n-jobs",
                "-2",
                "--exit");

        var demo = harness.demos.getFirst();
        assertThat(demo.source()).isEqualTo(Agrawal.switching(7, 1000, List.of(1, 2, 3, 4)));
        assertThat(demo.schedule()).isEqualTo(Schedule.of(3, OptionalDouble.of(50)));
        assertThat(demo.exit()).isTrue();
        assertThat(demo.pipeline().nJobs()).isEqualTo(new NJobs(-2));
        assertThat(demo.pipeline().search().seed()).isEqualTo(7);
        assertThat(demo.pipeline().labelsWithin()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void aDemoInLockStepLooksAtTheEvidenceWhenItStops() {
        harness.run("demo");
        harness.run("demo", "--rate", "50", "--promotion", "test");

        assertThat(harness.demos.getFirst().pipeline().promotion().checkEvery()).isEqualTo(500);
        assertThat(harness.demos.getFirst().pipeline().promotion().policy()).isEqualTo(Promotion.Policy.NEWEST);
        assertThat(harness.demos.getFirst().pipeline().drift()).isEqualTo(DriftDetection.DEFAULT.withCheckEvery(500));
        assertThat(harness.demos.getLast().pipeline().promotion()).isEqualTo(Promotion.DEFAULT);
        assertThat(harness.demos.getLast().pipeline().retrain().onDrift()).isTrue();
    }

    @Test
    void aDemoComparesStrategiesAtItsEnd() {
        harness.run("demo", "--exit");
        harness.run("demo");
        harness.run("demo", "--exit", "--rate", "50");
        harness.run("demo", "--exit", "--compare", "detectors");

        assertThat(harness.demos)
                .extracting(DemoOptions::compare)
                .containsExactly(Compared.STRATEGIES, Compared.NONE, Compared.NONE, Compared.DETECTORS);
    }

    @Test
    void aDemoCanFindItsNJobs() {
        harness.run("demo", "--n-jobs", "auto");

        assertThat(harness.demos.getFirst().pipeline().nJobs()).isEqualTo(NJobs.AUTO);
    }

    @Test
    void aDemoDelaysLabelsNoLongerThanItsPipelineWaits() throws IOException {
        String csv = write("x.csv", "a,y\n1,p\n2,q\n3,p\n");
        String yaml = write(
                "x.yaml", "pipeline: z\nfeatures: [{name: a, type: numeric}]\nlabel: {name: y, classes: [p, q]}\n");

        harness.run("demo", "--data", csv, "--pipeline", yaml, "--rows", "2");

        var demo = harness.demos.getFirst();
        assertThat(demo.schedule().labelDelay()).isEqualTo(3);
        assertThat(demo.source().size()).isEqualTo(2);
        assertThat(demo.pipeline().name()).isEqualTo("z");
        assertThat(demo.pipeline().labelsWithin()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void aSearchTakesItsGridFromAFileOfItsOwn() throws IOException {
        String csv = write("x.csv", "a,y\n1,p\n2,q\n3,p\n");
        String grid = write("grid.yaml", """
                candidates: [{learner: random-forest, grid: {max_depth: [3, 4, 5]}}]
                cv: {folds: 7}
                scoring: [accuracy]
                """);

        harness.run("search", "--data", csv, "--label", "y", "--grid", grid, "--n-jobs", "2", "--label-delay", "3");

        var search = harness.searches.getFirst();
        assertThat(search.labelDelay()).isEqualTo(3);
        assertThat(search.pipeline().search().cv().folds()).isEqualTo(7);
        assertThat(search.pipeline().search().candidates().getFirst().size()).isEqualTo(3);
        assertThat(search.pipeline().nJobs()).isEqualTo(new NJobs(2));
        assertThat(search.pipeline().features()).isEqualTo(search.source().features());
    }

    @Test
    void aSearchAndABenchTakeDistributionsAndGroups() throws IOException {
        String csv = write("x.csv", "a,y\n1,p\n2,q\n3,p\n");
        String grid = write("grid.yaml", """
                candidates:
                  - {learner: random-forest, distributions: {max_samples: {uniform: [0.5, 1]}}, n_iter: 7}
                  - {learner: random-forest, distributions: {max_depth: [3, 4]}, n_iter: 3}
                cv: {splitter: group, folds: 3, group: a}
                """);
        String note = "search.candidates[1].n_iter: 3, but there are only 2 combinations: each is tried once\n";

        var searched = harness.run("search", "--data", csv, "--label", "y", "--grid", grid, "--json");
        var benched = harness.run("bench", "n-jobs", "--data", csv, "--label", "y", "--grid", grid, "--n-jobs", "2");

        assertThat(searched).isEqualTo(new CommandLineHarness.Ran(0, "", note));
        assertThat(benched).isEqualTo(new CommandLineHarness.Ran(0, "", note));
        for (var pipeline : List.of(
                harness.searches.getFirst().pipeline(),
                harness.benches.getFirst().pipeline())) {
            assertThat(pipeline.search().candidates())
                    .extracting(CandidateGrid::size)
                    .containsExactly(7L, 2L);
            assertThat(pipeline.search().cv()).isEqualTo(Cv.byGroup(3, "a"));
        }
    }

    @Test
    void aSearchWithoutGridUsesTheDefault() throws IOException {
        String csv = write("x.csv", "a,y\n1,p\n2,q\n3,p\n");

        harness.run("search", "--data", csv, "--label", "y");

        var search = harness.searches.getFirst();
        assertThat(search.pipeline())
                .isEqualTo(Pipeline.of(
                        "x", search.source().features(), search.source().label()));
        assertThat(search.labelDelay()).isZero();
    }

    @Test
    void aBenchWithoutOptionsMeasuresOneJobAndAllCoresOnGeneratedRows() {
        int cores = Runtime.getRuntime().availableProcessors();

        assertThat(harness.run("bench", "n-jobs")).isEqualTo(new CommandLineHarness.Ran(0, "", ""));

        var bench = harness.benches.getFirst();
        assertThat(bench.file()).isEmpty();
        assertThat(bench.source()).isEqualTo(Gaussian.of(42, 20_000, 20));
        assertThat(bench.pipeline()).isEqualTo(bench.source().pipeline());
        assertThat(bench.nJobs()).startsWith(1).contains(cores).isSorted().doesNotHaveDuplicates();
        assertThat(bench.rounds()).isEqualTo(3);
        assertThat(bench.repeat()).isEqualTo(1);
        assertThat(bench.inTurn()).isFalse();
        assertThat(bench.plain()).isFalse();
        assertThat(bench.plot()).isEmpty();
    }

    @Test
    void aBenchTakesWhatItIsTold() throws IOException {
        String csv = write("x.csv", "a,y\n1,p\n2,q\n3,p\n");
        String grid =
                write("grid.yaml", "candidates: [{learner: random-forest}]\ncv: {folds: 7}\nscoring: [accuracy]\n");
        String plot = directory.resolve("x.SVG").toString();

        harness.run(
                ("bench n-jobs --data %s --label y --rows 2 --grid %s --n-jobs 3,2,2 --rounds 5 --repeat 4 --in-turn --plain "
                                + "--plot %s")
                        .formatted(csv, grid, plot)
                        .split(" "));

        var bench = harness.benches.getFirst();
        assertThat(bench.file()).contains(Path.of(csv));
        assertThat(bench.source().size()).isEqualTo(2);
        assertThat(bench.pipeline().search().cv().folds()).isEqualTo(7);
        assertThat(bench.nJobs()).containsExactly(1, 2, 3);
        assertThat(bench.rounds()).isEqualTo(5);
        assertThat(bench.repeat()).isEqualTo(4);
        assertThat(bench.inTurn()).isTrue();
        assertThat(bench.plain()).isTrue();
        assertThat(bench.plot()).contains(Path.of(plot));
    }

    @Test
    void aBenchCountsNegativeJobsFromAllCores() {
        int cores = Runtime.getRuntime().availableProcessors();

        harness.run("bench", "n-jobs", "--n-jobs", "-1,-100000");

        assertThat(harness.benches.getFirst().nJobs())
                .isEqualTo(Stream.of(1, cores).distinct().toList());
    }

    @Test
    void aBenchOfScoringTakesAHundredTreesOfDepthTen() {
        var harness = new CommandLineHarness();

        assertThat(harness.run("bench", "score")).isEqualTo(new CommandLineHarness.Ran(0, "", ""));
        harness.run("bench score --rows 500 --features 7 --trees 3 --depth 4 --batch 9,1,9 --seconds 0.5 --seed 8"
                .split(" "));

        assertThat(harness.scores)
                .containsExactly(
                        new BenchScoreOptions(
                                Gaussian.of(42, 30_000, 20), 20_000, 100, 10, 42, List.of(1, 64, 4096), 2),
                        new BenchScoreOptions(Gaussian.of(8, 1_000, 7), 500, 3, 4, 8, List.of(1, 9), 0.5));
    }

    @Test
    void aBenchOfModelChangesTakesAHundredOfTenMegabytes() {
        harness.run("bench model-change --broker-heap 4096".split(" "));
        harness.run("bench model-change --model-mb 2 --changes 3 --rate 50 --heap 512 --broker-heap 300 --seed 8"
                .split(" "));

        assertThat(harness.modelChanges)
                .containsExactly(
                        new BenchModelChangeOptions(Gaussian.of(42, 40_000, 20), 10, 100, 500, 1228, 4096, 42),
                        new BenchModelChangeOptions(Gaussian.of(8, 40_000, 20), 2, 3, 50, 512, 300, 8));
    }

    @Test
    void aBrokerHasAQuarterOfTheMemoryWithinBounds() {
        assertThat(BenchModelChangeCommand.usualBrokerHeapMb(512L << 20)).isEqualTo(256);
        assertThat(BenchModelChangeCommand.usualBrokerHeapMb(8L << 30)).isEqualTo(2_048);
        assertThat(BenchModelChangeCommand.usualBrokerHeapMb(64L << 30)).isEqualTo(6_144);
    }

    @Test
    void measuresIngestAsItIsTold() {
        harness.run("bench", "ingest");
        harness.run(
                ("bench ingest --features 3 --seed 8 --partitions 2 --label-delay 5 --backlog 70 --turns 4 --warm-up 0.5 "
                                + "--seconds 2 --minutes 10 --load 0.8 --heap 64 --plot x.svg")
                        .split(" "));

        assertThat(harness.ingests)
                .containsExactly(
                        new BenchIngestOptions(
                                Gaussian.of(42, 20_000, 20),
                                1,
                                10_000,
                                1_000_000,
                                3,
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(15),
                                Duration.ofMinutes(1),
                                0.9,
                                512,
                                Optional.empty()),
                        new BenchIngestOptions(
                                Gaussian.of(8, 20_000, 3),
                                2,
                                5,
                                70,
                                4,
                                Duration.ofMillis(500),
                                Duration.ofSeconds(2),
                                Duration.ofMinutes(10),
                                0.8,
                                64,
                                Optional.of(Path.of("x.svg"))));
    }

    @Test
    void theProcessesOfABenchAreNotAdvertised() throws IOException {
        String csv = write("x.csv", "a,y\n1,p\n2,q\n3,p\n");
        String yaml = write(
                "x.yaml", "pipeline: z\nfeatures: [{name: a, type: numeric}]\nlabel: {name: y, classes: [p, q]}\n");

        harness.run("bench n-jobs-rounds --data %s --pipeline %s --rows 2 --n-jobs 2 --rounds 3"
                .formatted(csv, yaml)
                .split(" "));

        var rounds = harness.rounds.getFirst();
        assertThat(rounds.source().size()).isEqualTo(2);
        assertThat(rounds.pipeline().nJobs()).isEqualTo(new NJobs(2));
        assertThat(rounds.rounds()).isEqualTo(3);
        assertThat(rounds.plain()).isFalse();
        assertThat(rounds.waits()).isFalse();
        harness.run("bench n-jobs-rounds --data %s --pipeline %s --rows 2 --n-jobs 2 --rounds 3 --plain --waits"
                .formatted(csv, yaml)
                .split(" "));
        assertThat(harness.rounds.getLast().plain()).isTrue();
        assertThat(harness.rounds.getLast().waits()).isTrue();
        assertThat(harness.run("bench", "--help").out()).contains("n-jobs").doesNotContain("n-jobs-rounds");
    }

    @Test
    void aBenchOfAutoWithoutOptionsTakesThreeSizesAndASmallSearch() {
        assertThat(harness.run("bench", "auto")).isEqualTo(new CommandLineHarness.Ran(0, "", ""));

        var bench = harness.autoBenches.getFirst();
        assertThat(bench.file()).isEmpty();
        assertThat(bench.source()).isEqualTo(Gaussian.of(42, 40_000, 20));
        assertThat(bench.sizes()).containsExactly(2_000L, 10_000L, 40_000L);
        assertThat(bench.pipeline()).isEqualTo(QuickSearch.in(bench.source().pipeline()));
        assertThat(bench.nJobs()).startsWith(1).contains(Runtime.getRuntime().availableProcessors());
        assertThat(bench.rounds()).isEqualTo(15);
        assertThat(bench.burner()).isEmpty();
    }

    @Test
    void aBenchOfAutoTakesWhatItIsTold() throws IOException {
        String csv = write("x.csv", "a,y\n1,p\n2,q\n3,p\n");
        String grid =
                write("grid.yaml", "candidates: [{learner: random-forest}]\ncv: {folds: 7}\nscoring: [accuracy]\n");

        harness.run("bench auto --data %s --label y --sizes 3,2,3 --grid %s --n-jobs 2 --rounds 9 --burner 4,6"
                .formatted(csv, grid)
                .split(" "));

        var bench = harness.autoBenches.getFirst();
        assertThat(bench.file()).contains(Path.of(csv));
        assertThat(bench.sizes()).containsExactly(2L, 3L);
        assertThat(bench.pipeline().search().cv().folds()).isEqualTo(7);
        assertThat(bench.nJobs()).containsExactly(1, 2);
        assertThat(bench.rounds()).isEqualTo(9);
        assertThat(bench.burner()).contains(new BurnerRounds(4, 6));
    }

    @Test
    void aBenchOfAutoTakesAllRowsOfASmallFile() throws IOException {
        String csv = write("x.csv", "a,y\n1,p\n2,q\n3,p\n");

        harness.run("bench", "auto", "--data", csv, "--label", "y");

        assertThat(harness.autoBenches.getFirst().sizes()).containsExactly(3L);
    }

    @Test
    void theProcessesOfABenchOfAutoAreNotAdvertised() throws IOException {
        String csv = write("x.csv", "a,y\n1,p\n2,q\n3,p\n");
        String yaml = write(
                "x.yaml", "pipeline: z\nfeatures: [{name: a, type: numeric}]\nlabel: {name: y, classes: [p, q]}\n");

        harness.run("bench auto-rounds --data %s --pipeline %s --rows 2 --n-jobs auto --rounds 3 --burner 2,3"
                .formatted(csv, yaml)
                .split(" "));

        var rounds = harness.autoRounds.getFirst();
        assertThat(rounds.rows()).isEqualTo(2);
        assertThat(rounds.pipeline().nJobs()).isEqualTo(NJobs.AUTO);
        assertThat(rounds.rounds()).isEqualTo(3);
        assertThat(rounds.burner()).contains(new BurnerRounds(2, 3));
        assertThat(harness.run("bench", "--help").out()).contains("auto").doesNotContain("auto-rounds");
    }

    @Test
    void aComparisonOfSearchesIsOfAllSystemsOnOneAndTwoJobs() {
        assertThat(harness.run("bench", "search")).isEqualTo(new CommandLineHarness.Ran(0, "", ""));

        var bench = harness.benchSearches.getFirst();
        assertThat(bench.source()).isEqualTo(Gaussian.of(42, 20_000, 20));
        assertThat(bench.pipeline().search().candidates())
                .extracting(CandidateGrid::learner, CandidateGrid::size)
                .containsExactly(tuple("histogram-forest", 4L));
        assertThat(bench.nJobs()).containsExactly(1, 2);
        assertThat(bench.rounds()).isEqualTo(3);
        assertThat(bench.against())
                .isEqualTo(new Contestants(List.of("evergreen", "scikit-learn", "lightgbm"), false, Optional.empty()));
    }

    @Test
    void aComparisonOfSearchesTakesWhatItIsTold() throws IOException {
        String csv = write("x.csv", "a,y\n1,p\n2,q\n3,p\n");
        String grid =
                write("grid.yaml", "candidates: [{learner: random-forest}]\ncv: {folds: 7}\nscoring: [accuracy]\n");

        harness.run(("bench search --data %s --label y --rows 2 --grid %s --n-jobs 3,2,3 --rounds 5 "
                        + "--systems lightgbm,evergreen --python py")
                .formatted(csv, grid)
                .split(" "));

        var bench = harness.benchSearches.getFirst();
        assertThat(bench.source().size()).isEqualTo(2);
        assertThat(bench.pipeline().search().cv().folds()).isEqualTo(7);
        assertThat(bench.nJobs()).containsExactly(2, 3);
        assertThat(bench.rounds()).isEqualTo(5);
        assertThat(bench.against())
                .isEqualTo(new Contestants(List.of("evergreen", "lightgbm"), true, Optional.of("py")));
        assertThat(bench.against().pythonCommand()).isEqualTo("py");
    }

    @Test
    void aComparisonOfFitsHoldsOutAQuarterAsManyRowsAsItLearnsFrom() {
        harness.run("bench", "fit", "--rows", "1001,10", "--seeds", "3,4,3", "--features", "5");

        var bench = harness.benchFits.getFirst();
        assertThat(bench.sizes())
                .containsExactly(
                        new FitRows(Gaussian.of(3, 13, 5), 10, 3), new FitRows(Gaussian.of(3, 1_252, 5), 1_001, 251));
        assertThat(bench.seeds()).containsExactly(3L, 4L);
        assertThat(bench.size()).isEqualTo(new BenchFitOptions.EnsembleSize(100, 1));
        assertThat(bench.rounds()).isEqualTo(3);
        assertThat(bench.among().systems()).containsExactly("evergreen", "smile", "scikit-learn", "lightgbm");
    }

    @Test
    void aComparisonOfFitsLearnsFromFourFifthsOfAFile() throws IOException {
        String csv = write("x.csv", "a,y\n1,p\n2,q\n3,p\n4,p\n5,q\n6,p\n");

        harness.run("bench", "fit", "--data", csv, "--label", "y");

        var rows = harness.benchFits.getFirst().sizes().getFirst();
        assertThat(rows.train()).isEqualTo(4);
        assertThat(rows.heldOut()).isEqualTo(1);
    }

    @Test
    void accuracyIsComparedOnThreeKindsOfLabelsUnlessAFileIsGiven() throws IOException {
        String csv = write("x.csv", "a,y\n1,p\n2,q\n3,p\n4,p\n5,q\n6,p\n");

        harness.run("bench", "accuracy", "--rows", "1001");
        harness.run("bench", "accuracy", "--data", csv, "--label", "y", "--seeds", "7", "--trees", "3");

        var generated = harness.accuracies.getFirst();
        assertThat(generated.sets())
                .containsExactly(
                        new FitRows(Gaussian.of(42, 1_252, 20), 1_001, 251),
                        new FitRows(RandomRbf.of(42, 1_252, 7), 1_001, 251),
                        new FitRows(Friedman.ofPaper(42, 1_252), 1_001, 251));
        assertThat(generated.seeds()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(generated.size()).isEqualTo(new BenchFitOptions.EnsembleSize(100, 1));
        var ofFile = harness.accuracies.getLast();
        assertThat(ofFile.sets()).singleElement().satisfies(rows -> {
            assertThat(rows.train()).isEqualTo(4);
            assertThat(rows.heldOut()).isEqualTo(1);
        });
        assertThat(ofFile.seeds()).containsExactly(7L);
        assertThat(ofFile.size().trees()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bench accuracy",
                "demo",
                "search",
                "bench n-jobs",
                "bench score",
                "bench model-change",
                "bench auto",
                "bench search",
                "bench fit",
                "bench ingest",
                "run",
                "topics create",
                "replay",
                "models list",
                "models show",
                "models promote",
                "models rollback"
            })
    void everyCommandTeachesByExample(String command) {
        var ran = harness.run((command + " --help").split(" "));

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .startsWith("Usage: evergreen " + command)
                .containsPattern("(?s)Examples?:\\R  evergreen " + command);
    }

    @Test
    void theVersionIsPrinted() {
        assertThat(harness.run("--version").out()).startsWith("evergreen ").contains("Java 25");
    }

    @Test
    void killsTwentyPartsUnlessTold() {
        harness.run("chaos");
        harness.run("chaos", "--faults", "3", "--seed", "-7");

        assertThat(harness.chaos).containsExactly(new ChaosOptions(20, 1), new ChaosOptions(3, -7));
    }

    @Test
    void endsWithOneWhereSomethingWasLost() {
        var holds = CommandLineHarness.run(new CommandLineHarness().services((_, _) -> true), "chaos");
        var lost = CommandLineHarness.run(new CommandLineHarness().services((_, _) -> false), "chaos");

        assertThat(holds.exitCode()).isZero();
        assertThat(lost.exitCode()).isEqualTo(1);
    }

    @Test
    void aClusterHasOneSlotForEachTaskManagerUnlessTold() {
        harness.run("cluster", "start", "--task-managers", "2");
        harness.run(
                "cluster",
                "start",
                "--task-managers",
                "3",
                "--slots",
                "4",
                "--port",
                "8090",
                "--memory",
                "2000",
                "--dir",
                "f");

        assertThat(harness.clusters)
                .containsExactly(
                        new ClusterOptions(2, 1, 8081, 1024, Path.of("evergreen-cluster")),
                        new ClusterOptions(3, 4, 8090, 2000, Path.of("f")));
    }

    @Test
    void aSubmissionGoesToTheClusterOfThisMachineUnlessTold() throws IOException {
        String file = Files.writeString(directory.resolve("a.yaml"), """
                        pipeline: a
                        features: [{name: x, type: numeric}]
                        label: {name: y, classes: [p, q]}
                        n_jobs: 3
                        """).toString();

        harness.run("submit", "--pipeline", file, "--bootstrap-servers", "k:1");
        harness.run(
                "submit",
                "--pipeline",
                file,
                "--bootstrap-servers",
                "k:1",
                "--flink",
                "https://flink/proxy/",
                "--snapshots",
                "s3://bucket/x",
                "--savepoints",
                "s3://bucket/s",
                "--n-jobs",
                "-1",
                "--fresh",
                "--jar",
                file);

        var plain = harness.submissions.getFirst();
        assertThat(plain.flink()).hasToString("http://localhost:8081");
        assertThat(plain.snapshots())
                .isEqualTo(Path.of("evergreen-windows").toAbsolutePath().toUri().toString());
        assertThat(plain.pipelines())
                .singleElement()
                .satisfies(p -> assertThat(p.nJobs()).isEqualTo(new NJobs(3)));
        assertThat(plain.fresh()).isFalse();
        assertThat(plain.jar()).isEmpty();
        assertThat(plain.from()).isEmpty();
        var told = harness.submissions.getLast();
        assertThat(told.flink()).hasToString("https://flink/proxy");
        assertThat(told.snapshots()).isEqualTo("s3://bucket/x");
        assertThat(told.savepoints()).hasValue("s3://bucket/s");
        assertThat(told.pipelines())
                .singleElement()
                .satisfies(p -> assertThat(p.nJobs()).isEqualTo(NJobs.ALL));
        assertThat(told.fresh()).isTrue();
        assertThat(told.jar()).hasValue(Path.of(file));
    }

    private String write(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }
}
