package dev.evergreen.infra.cli;

import static dev.evergreen.infra.cli.Amounts.require;

import dev.evergreen.ingest.pipeline.NJobs;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "submit",
        description = {
            "Run the trainer on a Flink cluster: hand the trainer's jar and the pipelines to its REST API, and return when "
                    + "the job runs. Ingest and evaluator run elsewhere: 'evergreen run --parts ingest,evaluator'.",
            "If a job of the same pipelines runs there already, it is stopped with a savepoint and the new one goes on "
                    + "from it, so that a change of code, of the search or of n_jobs loses no row and repeats no round."
        },
        footer = {
            "",
            "Examples:",
            "  evergreen submit --pipeline elec.yaml --flink http://localhost:8081 --bootstrap-servers localhost:9092 \\",
            "      --snapshots file:///data/evergreen",
            "  evergreen submit --pipeline elec.yaml --flink http://flink:8081 --bootstrap-servers kafka:9092 \\",
            "      --snapshots s3://bucket/evergreen --n-jobs -1"
        })
final class SubmitCommand implements Callable<Integer> {
    private final SubmitService service;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--pipeline",
            paramLabel = "FILE.yaml",
            required = true,
            arity = "1..*",
            description = "One or more pipelines; they are one job.")
    private List<Path> pipelines = List.of();

    @Option(
            names = "--flink",
            paramLabel = "URL",
            defaultValue = "http://localhost:8081",
            description = "The cluster's REST API (default: ${DEFAULT-VALUE}).")
    private String flink = "";

    @Mixin
    private ConnectionOptions connection;

    @Option(
            names = "--snapshots",
            paramLabel = "URI",
            defaultValue = "evergreen-windows",
            description =
                    "A folder for windows that every TaskManager can read and write: s3://..., file:///..., or a path "
                            + "if the cluster is on this machine (default: ${DEFAULT-VALUE}).")
    private String snapshots = "";

    @Option(
            names = "--n-jobs",
            paramLabel = "J",
            converter = NJobsConverter.class,
            description =
                    "Fits at once, of every pipeline, and slots that the job takes: 1, 2, ...; -1 all slots that are "
                            + "free for it, -2 all but one; auto what pays there (default: what the pipeline says).")
    private Optional<NJobs> nJobs = Optional.empty();

    @Option(
            names = "--fresh",
            description = "Cancel a job of the same pipelines that runs there, and begin without its state.")
    private boolean fresh;

    @Option(
            names = "--from",
            paramLabel = "URI",
            description =
                    "Begin with this savepoint, or retained checkpoint; a job of the same pipelines is cancelled.")
    private Optional<String> from = Optional.empty();

    @Option(
            names = "--savepoints",
            paramLabel = "URI",
            description =
                    "Folder for the savepoint of the job that is stopped (default: as the cluster is configured).")
    private Optional<String> savepoints = Optional.empty();

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "The trainer's jar (default: trainer/target/evergreen-trainer-*-flink.jar).")
    private Optional<Path> jar = Optional.empty();

    @Option(names = "--json", description = "Print the job as one JSON object on stdout.")
    private boolean json;

    SubmitCommand(SubmitService service) {
        this.service = service;
    }

    @Override
    public Integer call() throws Exception {
        if (fresh && from.isPresent()) {
            throw new BadInputException("--fresh and --from exclude each other");
        }
        jar.filter(file -> !Files.isRegularFile(file)).ifPresent(file -> {
            throw new BadInputException(file + ": no such file");
        });
        var loaded = PipelineFiles.pipelines(pipelines).stream()
                .map(pipeline -> nJobs.map(pipeline::withNJobs).orElse(pipeline))
                .toList();
        var options = new SubmitOptions(
                loaded, connection.connection(), address(), folder(snapshots), savepoints, jar, fresh, from);
        var output = Output.of(spec, json);
        loaded.forEach(pipeline -> pipeline.search().notes().forEach(n -> output.note(pipeline.name() + ": " + n)));
        service.run(options, output);
        return 0;
    }

    private URI address() {
        String allowed = "http://HOST:PORT or https://HOST:PORT";
        try {
            URI uri = URI.create(flink.replaceFirst("/+$", ""));
            String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            require(uri.getHost() != null && scheme.matches("https?"), "--flink", flink, allowed);
            return uri;
        } catch (IllegalArgumentException noUri) {
            throw new BadInputException("--flink: '%s' is not allowed; allowed: %s".formatted(flink, allowed), noUri);
        }
    }

    /** A path without a scheme is one of this machine. */
    private static String folder(String uri) {
        return uri.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")
                ? uri
                : Path.of(uri).toAbsolutePath().normalize().toUri().toString();
    }
}
