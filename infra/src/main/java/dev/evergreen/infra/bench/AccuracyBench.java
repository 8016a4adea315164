package dev.evergreen.infra.bench;

import dev.evergreen.infra.bench.AccuracyEntries.Pair;
import dev.evergreen.infra.bench.AccuracyReport.Comparison;
import dev.evergreen.infra.bench.AccuracyReport.DataSet;
import dev.evergreen.infra.cli.BenchAccuracyOptions;
import dev.evergreen.infra.cli.BenchAccuracyService;
import dev.evergreen.infra.cli.FitRows;
import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.cli.Progress;
import dev.evergreen.infra.cli.ProgressLine;
import dev.evergreen.infra.data.RowSource;
import dev.evergreen.infra.embedded.EndedOnExit;
import dev.evergreen.trainer.learner.FitThread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code evergreen bench accuracy}: fits here, then in Python, over the same rows, for each seed. */
public final class AccuracyBench implements BenchAccuracyService {

    @Override
    public void run(BenchAccuracyOptions options, Output output) throws Exception {
        EndedOnExit.run(() -> report(options, output));
    }

    private static void report(BenchAccuracyOptions options, Output output) throws Exception {
        AccuracyReport report = Measuring.inFolder(output, (folder, progress) -> {
            try (var thread = new FitThread("bench-accuracy")) {
                return compare(options, thread, folder, progress);
            }
        });
        output.text(AccuracyText.of(report));
        output.result(report);
    }

    private static AccuracyReport compare(
            BenchAccuracyOptions options, FitThread thread, Path folder, Progress progress) throws Exception {
        var notes = new ArrayList<String>();
        var pythons = Pythons.among(options.among(), folder, notes::add);
        var python = pythons.libraries().isEmpty()
                ? Optional.<PythonFits>empty()
                : pythons.python().map(p -> new PythonFits(p, 1, folder));
        var fits = new Both(new JavaFits(thread, 1), python, options, progress);
        var sets = new ArrayList<DataSet>();
        for (FitRows rows : options.sets()) {
            sets.add(fits.over(rows));
        }
        Map<String, String> versions = pythons.python().map(p -> p.versions()).orElse(Map.of());
        return new AccuracyReport(
                options.size().trees(), options.size().minSamplesLeaf(), options.seeds(), versions, sets, notes);
    }

    /** Fits on either side. */
    private record Both(JavaFits java, Optional<PythonFits> python, BenchAccuracyOptions options, Progress progress) {

        DataSet over(FitRows rows) throws Exception {
            var ours = new ArrayList<List<FitRun>>();
            var theirs = new ArrayList<List<FitRun>>();
            for (long seed : options.seeds()) {
                FitSplit split = FitSplit.of(rows, seed);
                List<Pair> pairs = pairs(rows, seed);
                String detail = "%s, seed %d".formatted(rows.source().name(), seed);
                var here = new ArrayList<FitRun>();
                for (Pair pair : pairs) {
                    progress.show(ProgressLine.of(pair.ours().title(), detail));
                    here.add(java.run(pair.ours(), split, seed));
                }
                ours.add(here);
                if (python.isPresent()) {
                    var fitted = python.get()
                            .run(
                                    pairs.stream().map(Pair::theirs).toList(),
                                    split,
                                    seed,
                                    entry -> progress.show(ProgressLine.of(entry.title(), detail)),
                                    progress::note);
                    if (fitted.ended().isPresent()) {
                        throw fitted.ended().get();
                    }
                    theirs.add(fitted.runs());
                }
            }
            return together(rows, ours, theirs);
        }

        private List<Pair> pairs(FitRows rows, long seed) {
            RowSource source = rows.source();
            return AccuracyEntries.of(
                    options.size(), seed, source.label(), source.features().size(), rows.train());
        }

        /** @param ours for each seed the runs of all learners, as {@code theirs} if there are any */
        private DataSet together(FitRows rows, List<List<FitRun>> ours, List<List<FitRun>> theirs) {
            List<Pair> pairs = pairs(rows, options.seeds().getFirst());
            var comparisons = new ArrayList<Comparison>();
            var runs = new ArrayList<FitRun>();
            for (int p = 0; p < pairs.size(); p++) {
                List<FitRun> here = ofLearner(ours, p);
                List<FitRun> there = ofLearner(theirs, p);
                comparisons.addAll(Comparison.of(pairs.get(p).theirs().learner(), here, there));
                runs.addAll(here);
                runs.addAll(there);
            }
            RowSource source = rows.source();
            return new DataSet(
                    source.name(), source.features().size(), rows.train(), rows.heldOut(), comparisons, runs);
        }

        private static List<FitRun> ofLearner(List<List<FitRun>> bySeed, int learner) {
            return bySeed.stream().map(runs -> runs.get(learner)).toList();
        }
    }
}
