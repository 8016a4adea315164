package dev.evergreen.infra.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** Runs the command line with services that only remember what they were asked to do. */
final class CommandLineHarness {
    final List<DemoOptions> demos = new ArrayList<>();
    final List<SearchOptions> searches = new ArrayList<>();
    final List<RunOptions> runs = new ArrayList<>();
    final List<BenchNJobsOptions> benches = new ArrayList<>();
    final List<RoundsOptions> rounds = new ArrayList<>();
    final List<BenchScoreOptions> scores = new ArrayList<>();
    final List<BenchAutoOptions> autoBenches = new ArrayList<>();
    final List<AutoRoundsOptions> autoRounds = new ArrayList<>();
    final List<BenchSearchOptions> benchSearches = new ArrayList<>();
    final List<BenchFitOptions> benchFits = new ArrayList<>();
    final List<BenchAccuracyOptions> accuracies = new ArrayList<>();
    final List<BenchModelChangeOptions> modelChanges = new ArrayList<>();
    final List<BenchIngestOptions> ingests = new ArrayList<>();
    final List<ClusterOptions> clusters = new ArrayList<>();
    final List<SubmitOptions> submissions = new ArrayList<>();
    final List<ChaosOptions> chaos = new ArrayList<>();

    /** What a run left behind. */
    record Ran(int exitCode, String out, String err) {}

    Ran run(String... arguments) {
        return run(services((o, _) -> chaos.add(o)), arguments);
    }

    /** Those that remember, but for one that answers. */
    Services services(ChaosService ofChaos) {
        return new Services(
                (o, _) -> demos.add(o),
                (o, _) -> searches.add(o),
                (o, _) -> runs.add(o),
                (o, _) -> benches.add(o),
                (o, _) -> rounds.add(o),
                (o, _) -> scores.add(o),
                (o, _) -> autoBenches.add(o),
                (o, _) -> autoRounds.add(o),
                (o, _) -> benchSearches.add(o),
                (o, _) -> benchFits.add(o),
                (o, _) -> accuracies.add(o),
                (o, _) -> modelChanges.add(o),
                (o, _) -> ingests.add(o),
                (o, _) -> clusters.add(o),
                (o, _) -> submissions.add(o),
                ofChaos);
    }

    static Ran run(Services services, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = Evergreen.commandLine(services)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Ran(exitCode, out.toString(), err.toString());
    }
}
