package dev.evergreen.infra.cli;

import dev.evergreen.infra.data.CsvTable;
import dev.evergreen.ingest.pipeline.NJobs;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One process of {@link BenchNJobsCommand}'s, which has checked all that it hands over. */
@Command(
        name = "n-jobs-rounds",
        hidden = true,
        description = {
            "Run rounds of one search in this process and print their costs, one JSON object a line.",
            "'bench n-jobs' starts it; it ends when its stdin does."
        },
        footer = {
            "",
            "Example:",
            "  evergreen bench n-jobs-rounds --data x.csv --pipeline x.yaml --rows 1000 --n-jobs 2 --rounds 3"
        })
final class BenchRoundsCommand implements Callable<Integer> {
    private final RoundsService service;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "FILE.csv", required = true, description = "Rows, with a header.")
    private Path data = Path.of("");

    @Option(names = "--pipeline", paramLabel = "FILE.yaml", required = true, description = "Columns and search.")
    private Path pipeline = Path.of("");

    @Option(names = "--rows", paramLabel = "N", required = true, description = "How many of the file's rows.")
    private long rows;

    @Option(
            names = "--n-jobs",
            paramLabel = "J",
            required = true,
            converter = NJobsConverter.class,
            description = "Fits at once.")
    private NJobs nJobs = NJobs.ALL;

    @Option(names = "--rounds", paramLabel = "R", required = true, description = "How many rounds.")
    private int rounds;

    @Option(names = "--plain", description = "Time a plain loop after each round.")
    private boolean plain;

    BenchRoundsCommand(RoundsService service) {
        this.service = service;
    }

    @Override
    public Integer call() throws Exception {
        var searched = PipelineFiles.pipeline(pipeline).withNJobs(nJobs);
        var source = CsvTable.of(data, searched).first(rows);
        service.run(new RoundsOptions(data, source, searched, rounds, plain), Output.of(spec, true));
        return 0;
    }
}
