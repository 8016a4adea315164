package dev.evergreen.infra.cli;

import dev.evergreen.infra.embedded.Parts.Part;
import dev.evergreen.ingest.pipeline.NJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = {
            "Run pipelines against a Kafka cluster until interrupted.",
            "Their topics must exist: see 'evergreen topics create'."
        },
        footer = {
            "",
            "Examples:",
            "  evergreen run --pipeline elec.yaml --bootstrap-servers localhost:9092",
            "  evergreen run --pipeline a.yaml --pipeline b.yaml --bootstrap-servers kafka:9092 --parts trainer",
            "  evergreen run --pipeline elec.yaml --bootstrap-servers kafka:9093 --properties tls.properties"
        })
final class RunCommand implements Callable<Integer> {
    private final RunService service;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--pipeline",
            paramLabel = "FILE.yaml",
            required = true,
            arity = "1..*",
            description = "One or more pipelines.")
    private List<Path> pipelines = List.of();

    @Mixin
    private ConnectionOptions connection;

    @Option(
            names = "--n-jobs",
            paramLabel = "J",
            converter = NJobsConverter.class,
            description =
                    "Fits at once, of every pipeline: 1, 2, ...; -1 all cores, -2 all but one; auto what pays here "
                            + "(default: what the pipeline says).")
    private Optional<NJobs> nJobs = Optional.empty();

    @Option(
            names = "--parts",
            paramLabel = "PART",
            split = ",",
            description = "Which of ingest, trainer and evaluator run here (default: all).")
    private Set<Part> parts = Set.of(Part.values());

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            defaultValue = "evergreen-state",
            description = "Where engines keep their state, to go on from after a restart (default: ${DEFAULT-VALUE}). "
                    + "Without it the trainer reads its window again from the labeled topic, and the others what they "
                    + "hold from Kafka.")
    private Path stateDirectory = Path.of("");

    @Mixin
    private DashboardFlags dashboard;

    RunCommand(RunService service) {
        this.service = service;
    }

    @Override
    public Integer call() throws Exception {
        var loaded = PipelineFiles.pipelines(pipelines).stream()
                .map(pipeline -> nJobs.map(pipeline::withNJobs).orElse(pipeline))
                .toList();
        var page = dashboard.options(System.getenv());
        createStateDirectory();
        var options = new RunOptions(loaded, connection.connection(), parts, stateDirectory, page);
        options.connection().check();
        var output = Output.of(spec, false);
        loaded.forEach(pipeline -> pipeline.search().notes().forEach(n -> output.note(pipeline.name() + ": " + n)));
        service.run(options, output);
        return 0;
    }

    private void createStateDirectory() {
        try {
            Files.createDirectories(stateDirectory);
        } catch (IOException e) {
            throw new BadInputException("--state-dir: cannot make %s: %s".formatted(stateDirectory, e.getMessage()), e);
        }
        if (!Files.isWritable(stateDirectory)) {
            throw new BadInputException("--state-dir: cannot write to " + stateDirectory);
        }
    }
}
