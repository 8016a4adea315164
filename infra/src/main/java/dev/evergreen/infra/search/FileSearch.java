package dev.evergreen.infra.search;

import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.cli.Progress;
import dev.evergreen.infra.cli.ProgressLine;
import dev.evergreen.infra.cli.SearchOptions;
import dev.evergreen.infra.cli.SearchService;
import dev.evergreen.infra.embedded.EndedOnExit;
import dev.evergreen.trainer.learner.Learners;

/** {@code evergreen search}: a round of training whose window is the whole file. */
public final class FileSearch implements SearchService {

    @Override
    public void run(SearchOptions options, Output output) throws Exception {
        EndedOnExit.run(() -> report(options, output));
    }

    private static void report(SearchOptions options, Output output) throws Exception {
        Learners.standard().check(options.pipeline());
        var round = FileRound.over(options.file(), options.source().size(), options.pipeline(), options.labelDelay());
        FileRound.Outcome outcome;
        try (Progress progress = output.progress()) {
            outcome = round.run((done, total) -> progress.show(ProgressLine.of("fit", done, total, "")));
        }
        var report = SearchReport.of(outcome);
        output.text(RankingText.of(outcome.result(), outcome.manifest().cv(), report));
        output.result(report);
    }
}
