package dev.evergreen.infra.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private ProcessRounds told;

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
        var searched = told.searched();
        long size = told.source(searched).size();
        var burned =
                burner.isEmpty() ? Optional.<BurnerRounds>empty() : Optional.of(BurnerRounds.of(burner, told.rounds()));
        service.run(new AutoRoundsOptions(told.data(), size, searched, told.rounds(), burned), Output.of(spec, true));
        return 0;
    }
}
