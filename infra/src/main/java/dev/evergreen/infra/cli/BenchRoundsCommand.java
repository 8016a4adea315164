package dev.evergreen.infra.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private ProcessRounds told;

    @Option(names = "--plain", description = "Time a plain loop after each round.")
    private boolean plain;

    @Option(names = "--waits", description = "Wait for a byte on stdin before each round.")
    private boolean waits;

    BenchRoundsCommand(RoundsService service) {
        this.service = service;
    }

    @Override
    public Integer call() throws Exception {
        var searched = told.searched();
        var source = told.source(searched);
        service.run(
                new RoundsOptions(told.data(), source, searched, told.rounds(), plain, waits), Output.of(spec, true));
        return 0;
    }
}
