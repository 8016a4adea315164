package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.cli.BenchSearchOptions;
import dev.evergreen.infra.cli.BenchSearchService;
import dev.evergreen.infra.cli.Contestants;
import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.cli.Progress;
import dev.evergreen.infra.embedded.EndedOnExit;
import dev.evergreen.infra.python.Counterpart;
import dev.evergreen.infra.python.GridSearch;
import dev.evergreen.infra.python.Library;
import dev.evergreen.infra.python.LightGbmForest;
import dev.evergreen.infra.python.ScikitForest;
import dev.evergreen.infra.search.FileWindow;
import dev.evergreen.ingest.pipeline.InvalidPipelineException;
import dev.evergreen.trainer.search.Fold;
import dev.evergreen.trainer.search.SplitResult;
import dev.evergreen.trainer.search.Splits;
import dev.evergreen.trainer.window.TrainingData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code evergreen bench search}: processes of either side, one after another, over the same rows and folds. */
public final class SearchBench implements BenchSearchService {

    @Override
    public void run(BenchSearchOptions options, Output output) throws Exception {
        EndedOnExit.run(() -> report(options, output));
    }

    private static void report(BenchSearchOptions options, Output output) throws Exception {
        SearchComparison comparison =
                Measuring.inFolder(output, (folder, progress) -> compare(options, folder, progress));
        output.text(SearchText.of(comparison));
        output.result(comparison);
    }

    private static SearchComparison compare(BenchSearchOptions options, Path folder, Progress progress)
            throws Exception {
        var notes = new ArrayList<String>();
        var pythons = Pythons.among(options.against(), folder, notes::add);
        var tasks = tasks(options, pythons.libraries(), notes::add);
        var input = InputFiles.of(Optional.empty(), options.source(), options.pipeline(), folder);
        var search = options.pipeline().search();
        if (!tasks.isEmpty()) {
            writeRows(options, folder);
        }
        var ours = new OurSearches(options, input, folder, progress);
        var theirs = pythons.python().map(python -> new TheirSearches(python, search, folder, progress));
        var runs = new ArrayList<SearchRun>();
        for (int nJobs : options.nJobs()) {
            if (options.against().has(Contestants.EVERGREEN)) {
                runs.add(ours.run(nJobs, notes::add));
            }
            for (var task : tasks.entrySet()) {
                runs.add(theirs.orElseThrow().run(task.getKey(), task.getValue(), nJobs, notes::add));
            }
        }
        Map<String, String> versions =
                pythons.python().map(python -> python.versions()).orElse(Map.of());
        var setting = BenchReport.Setting.of(options.source(), options.pipeline(), 1 + options.rounds(), 1, false);
        return new SearchComparison(setting, search.refit(), versions, runs, notes);
    }

    /** Before anything runs: what cannot be said there is said now. */
    private static Map<Library, GridSearch> tasks(
            BenchSearchOptions options, List<Library> libraries, Consumer<String> notes) {
        var tasks = new EnumMap<Library, GridSearch>(Library.class);
        var pipeline = options.pipeline();
        for (Library library : libraries) {
            Counterpart counterpart = switch (library) {
                case SCIKIT_LEARN -> new ScikitForest();
                case LIGHTGBM -> new LightGbmForest();
            };
            try {
                tasks.put(
                        library,
                        GridSearch.of(
                                pipeline.search(),
                                pipeline.label(),
                                pipeline.features().size(),
                                Math.toIntExact(options.source().size()),
                                counterpart));
            } catch (InvalidPipelineException e) {
                Pythons.refuseOrNote(
                        "%s is left out: %s".formatted(library.key(), e.getMessage()), options.against(), notes);
            }
        }
        return tasks;
    }

    private static void writeRows(BenchSearchOptions options, Path folder) throws Exception {
        TrainingData data = FileWindow.read(options.source(), options.pipeline());
        List<Fold> folds = switch (Splits.of(options.pipeline().search().cv(), data)) {
            case SplitResult.Folds f -> f.folds();
            case SplitResult.Problem p -> throw new BadInputException(p.line());
        };
        GridSearch.writeRows(data, folds, folder);
    }
}
