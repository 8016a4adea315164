package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.python.FitMessage;
import dev.evergreen.infra.python.Fits;
import dev.evergreen.infra.python.Npy;
import dev.evergreen.infra.python.Python;
import dev.evergreen.infra.python.Scripts;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.window.TrainingData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Fits of scikit-learn and LightGBM: one process for each set of rows. */
record PythonFits(Python python, int rounds, Path folder) {

    /**
     * What was fitted.
     *
     * @param ended why Python went before the rest was fitted, if it did
     */
    record Fitted(List<FitRun> runs, Optional<BadInputException> ended) {}

    /**
     * Fits them one after another.
     *
     * @param fitting hears who is next
     * @param notes hears what else Python prints
     */
    Fitted run(List<FitEntry> entries, FitSplit split, long seed, Consumer<FitEntry> fitting, Consumer<String> notes)
            throws Exception {
        Label label = split.heldOut().label();
        int classes = switch (label) {
            case Label.Classes c -> c.classes().size();
            case Label.Regression _ -> 0;
        };
        var fits = entries.stream()
                .map(entry -> new Fits.Fit(entry.name(), entry.params()))
                .toList();
        TrainingData heldOut = split.heldOut();
        new Fits(fits, rounds, JavaFits.NO_REPEAT_S, classes).write(split.train(), heldOut, folder);
        var fitted = new ArrayList<FitMessage.Fitted>();
        fitting.accept(entries.getFirst());
        Optional<BadInputException> ended = Optional.empty();
        try {
            python.running("fits in Python", Scripts.FIT, folder, List.of(), FitMessage.class)
                    .run(message -> heard(message, fitted, entries, fitting), notes, Process::waitFor);
        } catch (BadInputException early) {
            ended = Optional.of(early);
        }
        var runs = new ArrayList<FitRun>();
        for (FitMessage.Fitted each : fitted) {
            runs.add(run(entries.get(each.number()), each, split, seed, heldOut.rows(), JavaFits.outputs(label)));
        }
        return new Fitted(runs, ended);
    }

    private static Optional<FitMessage.Done> heard(
            FitMessage message, List<FitMessage.Fitted> fitted, List<FitEntry> entries, Consumer<FitEntry> fitting) {
        return switch (message) {
            case FitMessage.Fitted f -> {
                fitted.add(f);
                entries.stream().skip(f.number() + 1L).findFirst().ifPresent(fitting);
                yield Optional.empty();
            }
            case FitMessage.Done d -> Optional.of(d);
        };
    }

    private FitRun run(FitEntry entry, FitMessage.Fitted fitted, FitSplit split, long seed, int rows, int outputs)
            throws IOException {
        return FitRun.of(
                entry,
                split,
                seed,
                fitted.seconds(),
                Npy.readDoubles(folder.resolve(fitted.predictions()), rows, outputs),
                fitted.nodes(),
                Optional.empty(),
                fitted.peakRiseMb());
    }
}
