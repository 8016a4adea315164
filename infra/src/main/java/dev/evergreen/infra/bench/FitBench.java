package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.cli.BenchFitOptions;
import dev.evergreen.infra.cli.BenchFitService;
import dev.evergreen.infra.cli.FitRows;
import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.cli.Progress;
import dev.evergreen.infra.cli.ProgressLine;
import dev.evergreen.infra.data.RowSource;
import dev.evergreen.infra.embedded.EndedOnExit;
import dev.evergreen.infra.python.Library;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.trainer.learner.FitThread;
import dev.evergreen.trainer.learner.Learner;
import dev.evergreen.trainer.learner.Learners;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code evergreen bench fit}: single fits here, then in Python, over the same rows. */
public final class FitBench implements BenchFitService {

    @Override
    public void run(BenchFitOptions options, Output output) throws Exception {
        EndedOnExit.run(() -> report(options, output));
    }

    private static void report(BenchFitOptions options, Output output) throws Exception {
        FitComparison comparison = Measuring.inFolder(output, (folder, progress) -> {
            try (var thread = new FitThread("bench-fit")) {
                return compare(options, thread, folder, progress);
            }
        });
        output.text(FitText.of(comparison));
        output.result(comparison);
    }

    private static FitComparison compare(BenchFitOptions options, FitThread thread, Path folder, Progress progress)
            throws Exception {
        var notes = new ArrayList<String>();
        var pythons = Pythons.among(options.among(), folder, notes::add);
        var javaEntries = known(FitEntries.inJava(options.size(), options.among()), options, notes::add);
        var javaFits = new JavaFits(thread, options.rounds());
        var pythonFits = pythons.python().map(python -> new PythonFits(python, options.rounds(), folder));
        var runs = new ArrayList<FitRun>();
        MachineMeter machineBefore = MachineMeter.now();
        for (FitRows rows : options.sizes()) {
            for (long seed : options.seeds()) {
                String detail = "%,d rows, seed %d".formatted(rows.train(), seed);
                FitSplit split = FitSplit.of(rows, seed);
                for (FitEntry entry : javaEntries) {
                    progress.show(ProgressLine.of(entry.title(), detail));
                    runs.add(javaFits.run(entry, split, seed));
                }
                var theirs = inPython(pythons.libraries(), options, rows, seed);
                if (theirs.isEmpty()) {
                    continue;
                }
                var fitted = pythonFits
                        .orElseThrow()
                        .run(
                                theirs,
                                split,
                                seed,
                                entry -> progress.show(ProgressLine.of(entry.title(), detail)),
                                progress::note);
                runs.addAll(fitted.runs());
                if (fitted.ended().isPresent()) {
                    // Out of memory, perhaps: what was measured before is not lost by it.
                    BadInputException ended = fitted.ended().get();
                    if (runs.isEmpty()) {
                        throw ended;
                    }
                    notes.add("%s: %s".formatted(detail, ended.getMessage()));
                }
            }
        }
        busy(MachineMeter.now().minus(machineBefore)).ifPresent(notes::add);
        Map<String, String> versions =
                pythons.python().map(python -> python.versions()).orElse(Map.of());
        return new FitComparison(setting(options), versions, runs, notes);
    }

    /** Where more than one processor's worth was busy, as what is measured has one thread at a time. */
    private static Optional<String> busy(MachineMeter machine) {
        double wallS = machine.cpuS() / Runtime.getRuntime().availableProcessors();
        return Warnings.busy("fits", machine.shareOfOthers(wallS));
    }

    /** Those whose learner there is. */
    private static List<FitEntry> known(List<FitEntry> entries, BenchFitOptions options, Consumer<String> notes) {
        var learners = Learners.standard();
        RowSource source = options.sizes().getFirst().source();
        return entries.stream()
                .filter(entry -> {
                    Optional<String> lack = lack(learners.byName(entry.name()), source);
                    lack.ifPresent(what -> notes.accept(entry.title() + ": " + what));
                    return lack.isEmpty();
                })
                .toList();
    }

    private static Optional<String> lack(Optional<Learner> learner, RowSource source) {
        if (learner.filter(l -> l.supports(source.label())).isEmpty()) {
            return Optional.of("not there for this label");
        }
        boolean missing = source.features().stream().anyMatch(Feature::mayBeMissing);
        return missing && !learner.get().takesMissing() ? Optional.of("takes no missing values") : Optional.empty();
    }

    private static List<FitEntry> inPython(List<Library> libraries, BenchFitOptions options, FitRows rows, long seed) {
        RowSource source = rows.source();
        return libraries.stream()
                .flatMap(library -> FitEntries.inPython(
                        library,
                        options.size(),
                        seed,
                        source.label(),
                        source.features().size(),
                        rows.train())
                        .stream())
                .toList();
    }

    private static FitComparison.Setting setting(BenchFitOptions options) {
        RowSource source = options.sizes().getFirst().source();
        return new FitComparison.Setting(
                source.name(),
                source.features().size(),
                options.size().trees(),
                options.size().minSamplesLeaf(),
                options.rounds(),
                Runtime.getRuntime().availableProcessors());
    }
}
