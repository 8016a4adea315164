package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.Progress;
import dev.evergreen.infra.cli.ProgressLine;
import dev.evergreen.infra.process.TreeMemory;
import dev.evergreen.infra.python.GridSearch;
import dev.evergreen.infra.python.Library;
import dev.evergreen.infra.python.Python;
import dev.evergreen.infra.python.Scripts;
import dev.evergreen.infra.python.SearchMessage;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.trainer.search.CandidateGrids;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The other side of a comparison: a process that runs one GridSearchCV over rows and folds that lie in a folder. */
final class TheirSearches {
    private final Python python;
    private final Search search;
    private final Path folder;
    private final Progress progress;

    TheirSearches(Python python, Search search, Path folder, Progress progress) {
        this.python = python;
        this.search = search;
        this.folder = folder;
        this.progress = progress;
    }

    /** @param notes hears what to doubt */
    SearchRun run(Library library, GridSearch task, int nJobs, Consumer<String> notes) throws Exception {
        String name = "%s, n_jobs %d".formatted(library.key(), nJobs);
        progress.show(ProgressLine.of(name, "GridSearchCV"));
        task.withNJobs(nJobs).write(folder);
        MachineMeter before = MachineMeter.now();
        long begin = System.nanoTime();
        var ended = python.running(name, Scripts.SEARCH, folder, List.of(), SearchMessage.class)
                .run(
                        message -> heard(message, name),
                        progress::note,
                        process -> new TreeMemory().peakMb(process, () -> {}));
        double processWallS = (System.nanoTime() - begin) / 1e9;
        SearchMessage.Searched searched = ended.result();
        double others = MachineMeter.now().minus(before).shareOfOthers(searched.processCpuS());
        Warnings.busy(name, others).ifPresent(notes);
        return new SearchRun(
                library.key(),
                nJobs,
                searched.wallS(),
                Optional.empty(),
                processWallS,
                searched.cpuS(),
                ended.seen(),
                searched.bestScore(),
                CandidateGrids.expand(search).get(searched.bestCandidate()).params(),
                Optional.empty(),
                Optional.empty());
    }

    private Optional<SearchMessage.Searched> heard(SearchMessage message, String name) {
        return switch (message) {
            case SearchMessage.Started _ -> {
                progress.show(ProgressLine.of(name + ", fits", "GridSearchCV says nothing before its end"));
                yield Optional.empty();
            }
            case SearchMessage.Searched s -> Optional.of(s);
        };
    }
}
