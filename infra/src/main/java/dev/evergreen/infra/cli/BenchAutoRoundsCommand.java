package dev.evergreen.infra.cli;

import dev.evergreen.infra.data.CsvTable;
import dev.evergreen.ingest.pipeline.NJobs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One process of {@link BenchAutoCommand}'s, which has checked all that it hands over. */
@Command(
        name = "auto-rounds",
        hidden = true,
        description = {
            "Run rounds of one search in one job in this process and print their costs, one JSON object a line.",
            "'bench auto' starts it; it ends when its stdin does."
        },
        footer = {
            "",
            "Example:",
            "  evergreen bench auto-rounds --data x.csv --pipeline x.yaml --rows 1000 --n-jobs auto --rounds 9"
        })
final class BenchAutoRoundsCommand implements Callable<Integer> {
    private final AutoRoundsService service;

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
            description = "Fits at once, or auto.")
    private NJobs nJobs = NJobs.ALL;

    @Option(names = "--rounds", paramLabel = "R", required = true, description = "How many rounds.")
    private int rounds;

    @Option(
            names = "--burner",
            paramLabel = "FROM,TO",
            split = ",",
            description = "Rounds in which another process burns a core.")
    private List<Integer> burner = List.of();

    BenchAutoRoundsCommand(AutoRoundsService service) {
        this.service = service;
    }

    @Override
    public Integer call() throws Exception {
        var searched = PipelineFiles.pipeline(pipeline).withNJobs(nJobs);
        long size = CsvTable.of(data, searched).first(rows).size();
        var burned = burner.isEmpty() ? Optional.<BurnerRounds>empty() : Optional.of(BurnerRounds.of(burner, rounds));
        service.run(new AutoRoundsOptions(data, size, searched, rounds, burned), Output.of(spec, true));
        return 0;
    }
}
