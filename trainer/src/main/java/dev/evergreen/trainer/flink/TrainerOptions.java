package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.pipeline.InvalidPipelineException;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.PipelineFile;
import dev.evergreen.trainer.learner.Learners;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.util.ParameterTool;

/**
 * What {@link TrainerMain} is told on its command line.
 *
 * @param client of every Kafka client
 */
record TrainerOptions(TrainerSpec spec, Properties client) {
    static final String USAGE = "--pipeline FILE.yaml[,FILE.yaml...] --bootstrap-servers HOST:PORT --snapshots URI"
            + " [--n-jobs J] [--cores N] [--properties FILE]";

    /** Beside files there are their contents, for those who submit from another machine than the one that reads them. */
    private static final String PIPELINE_TEXT = "pipeline-text";

    private static final String PROPERTIES_TEXT = "properties-text";

    /** What Flink's parser hands out for an option without a value. */
    private static final String NO_VALUE = "__NO_VALUE_KEY";

    private static final List<String> REQUIRED = List.of("bootstrap-servers", "snapshots");
    private static final Set<String> KNOWN = Set.of(
            "pipeline",
            PIPELINE_TEXT,
            "bootstrap-servers",
            "snapshots",
            "n-jobs",
            "cores",
            "properties",
            PROPERTIES_TEXT);

    /** @throws ProgramParametrizationException with one line that says what is wrong */
    static TrainerOptions parse(String... arguments) {
        try {
            ParameterTool options = ParameterTool.fromArgs(arguments);
            check(options);
            var spec = TrainerSpec.of(pipelines(options), cores(options), snapshots(options));
            return new TrainerOptions(spec, client(options));
        } catch (InvalidPipelineException bad) {
            throw new ProgramParametrizationException(bad.getMessage());
        } catch (IllegalArgumentException syntax) {
            throw new ProgramParametrizationException("%s; usage: %s".formatted(syntax.getMessage(), USAGE));
        }
    }

    private static void check(ParameterTool options) {
        var unknown = new TreeSet<>(options.toMap().keySet());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("--%s is not known".formatted(unknown.first()));
        }
        if (!options.has("pipeline") && !options.has(PIPELINE_TEXT)) {
            throw new IllegalArgumentException("--pipeline is missing");
        }
        for (String needed : REQUIRED) {
            if (!options.has(needed)) {
                throw new IllegalArgumentException("--%s is missing".formatted(needed));
            }
        }
        for (String given : options.toMap().keySet()) {
            if (options.get(given).equals(NO_VALUE)) {
                throw new IllegalArgumentException("--%s has no value".formatted(given));
            }
        }
    }

    private static List<Pipeline> pipelines(ParameterTool options) {
        var nJobs = Optional.ofNullable(options.get("n-jobs")).map(NJobs::parse);
        var pipelines = new ArrayList<Pipeline>();
        if (options.has("pipeline")) {
            for (String file : options.get("pipeline").split(",", -1)) {
                pipelines.addAll(checked(file, () -> PipelineFile.load(Path.of(file))));
            }
        }
        if (options.has(PIPELINE_TEXT)) {
            String text = options.get(PIPELINE_TEXT);
            pipelines.addAll(checked("--" + PIPELINE_TEXT, () -> PipelineFile.parse(text, "--" + PIPELINE_TEXT)));
        }
        PipelineFile.requireDistinct(pipelines);
        return pipelines.stream()
                .map(pipeline -> nJobs.map(pipeline::withNJobs).orElse(pipeline))
                .toList();
    }

    /** With learners and parameters that exist; what is wrong is said with the file's name. */
    private static List<Pipeline> checked(String file, Supplier<List<Pipeline>> reading) {
        try {
            List<Pipeline> pipelines = reading.get();
            pipelines.forEach(Learners.standard()::check);
            return pipelines;
        } catch (InvalidPipelineException bad) {
            String message = bad.getMessage();
            throw new ProgramParametrizationException(message.startsWith(file + ":") ? message : file + ": " + message);
        }
    }

    private static int cores(ParameterTool options) {
        String text = options.get("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        int cores = integer("cores", text);
        if (cores < 1) {
            throw new InvalidPipelineException("--cores", text, "1 or more");
        }
        return cores;
    }

    private static int integer(String option, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException noNumber) {
            throw new InvalidPipelineException("--" + option, text, "a whole number");
        }
    }

    private static String snapshots(ParameterTool options) {
        String uri = options.get("snapshots");
        try {
            return new org.apache.flink.core.fs.Path(uri).toString();
        } catch (IllegalArgumentException bad) {
            throw new InvalidPipelineException(
                    "--snapshots", uri, "the URI of a folder that every TaskManager can reach");
        }
    }

    private static Properties client(ParameterTool options) {
        var client = new Properties();
        if (options.has("properties")) {
            String file = options.get("properties");
            try (var reader = Files.newBufferedReader(Path.of(file))) {
                client.load(reader);
            } catch (IOException | IllegalArgumentException unreadable) {
                throw new ProgramParametrizationException(file + ": cannot be read as properties");
            }
        }
        if (options.has(PROPERTIES_TEXT)) {
            try {
                client.load(new StringReader(options.get(PROPERTIES_TEXT)));
            } catch (IOException | IllegalArgumentException unreadable) {
                throw new ProgramParametrizationException("--" + PROPERTIES_TEXT + ": cannot be read as properties");
            }
        }
        client.setProperty("bootstrap.servers", options.get("bootstrap-servers"));
        return client;
    }
}
