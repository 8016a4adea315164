package dev.evergreen.trainer.search;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.trainer.learner.NestedFit;
import dev.evergreen.trainer.resource.CostMeter;
import dev.evergreen.trainer.resource.FitCost;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Fits one task and scores it on its test fold: the one way a search's fits run, serial or parallel. Thread-safe. */
public final class FitTaskRunner {
    private static final int MAX_REASON = 500;

    private final TrainingData data;
    private final Search search;
    private final Fitter fitter;

    public FitTaskRunner(TrainingData data, Search search, Fitter fitter) {
        this.data = data;
        this.search = search;
        this.fitter = fitter;
    }

    /** As {@link #run(Fold, List, long)}, for a task of a plan. */
    public List<FitResult> run(RoundPlan plan, FitTask task) throws InterruptedException {
        List<Candidate> family =
                task.candidates().stream().map(plan.candidates()::get).toList();
        Fold fold = plan.folds()
                .get(task.fold())
                .within(family.getFirst().rowsOf(data.rows()), data.rows())
                .trainedOn(task.trainRows(), sampleSeed(search, task));
        List<FitOutcome> outcomes = run(fold, family, task.seed());
        var results = new ArrayList<FitResult>(outcomes.size());
        for (int i = 0; i < outcomes.size(); i++) {
            results.add(new FitResult(task.candidates().get(i), task.fold(), outcomes.get(i)));
        }
        return results;
    }

    private static long sampleSeed(Search search, FitTask task) {
        return Seeds.sample(search.seed(), task.round(), task.fold());
    }

    /**
     * Fits and scores on the calling thread, which is the one that is measured: call it on a
     * {@link dev.evergreen.trainer.learner.FitThread}, or what a learner does aside is missed. What the fit throws,
     * running out of memory included, is a failed outcome of all that it was to serve; a prediction that is no number fails
     * its candidate alone.
     *
     * @return an outcome for each candidate, in their order
     * @throws InterruptedException if the calling thread was interrupted
     */
    public List<FitOutcome> run(Fold fold, List<Candidate> family, long seed) throws InterruptedException {
        var meter = CostMeter.start();
        try {
            double[] truth = truth(fold.test());
            Optional<String> undefined = Scores.undefined(search.refit(), truth);
            if (undefined.isPresent()) {
                return allFailed(family, undefined.get(), meter.stop());
            }
            NestedFit fit = fitter.fit(data, fold.train(), family, seed);
            double fitS = meter.stop().wallS();
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while fitting");
            }
            double[][] predictions = fit.predict(data, fold.test());
            // What scoring costs is not known before the last candidate is scored.
            var outcomes = new ArrayList<Function<FitCost, FitOutcome>>(family.size());
            for (int i = 0; i < family.size(); i++) {
                outcomes.add(judge(fold, truth, predictions[i], fitS, family.size()));
            }
            FitCost cost = meter.stop();
            return outcomes.stream().map(outcome -> outcome.apply(cost)).toList();
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError failure) {
            return allFailed(family, reason(failure), meter.stop());
        }
    }

    private static List<FitOutcome> allFailed(List<Candidate> family, String reason, FitCost cost) {
        return family.stream()
                .<FitOutcome>map(c -> new FitOutcome.Failed(reason, cost))
                .toList();
    }

    private Function<FitCost, FitOutcome> judge(
            Fold fold, double[] truth, double[] predictions, double fitS, int served) {
        int broken = firstNotFinite(predictions);
        if (broken >= 0) {
            return cost -> new FitOutcome.Failed(notFinite(fold, broken, predictions[broken]), cost);
        }
        Map<Scoring, Double> scores = Scores.compute(search.scoring(), data.label(), truth, predictions);
        Optional<String> endless = scores.entrySet().stream()
                .filter(score -> !Double.isFinite(score.getValue()))
                .map(score -> "%s is %s".formatted(score.getKey().key(), score.getValue()))
                .findFirst();
        return cost -> endless.<FitOutcome>map(reason -> new FitOutcome.Failed(reason, cost))
                .orElseGet(() -> new FitOutcome.Scored(scores, fold.train().size(), fitS, cost, served));
    }

    private double[] truth(RowSet rows) {
        double[] truth = new double[rows.size()];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = data.labelOf(rows.get(i));
        }
        return truth;
    }

    private int outputs() {
        return switch (data.label()) {
            case Label.Classes c -> c.classes().size();
            case Label.Regression r -> 1;
        };
    }

    private static int firstNotFinite(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                return i;
            }
        }
        return -1;
    }

    private String notFinite(Fold fold, int position, double value) {
        return "the model predicts %s for row %d".formatted(value, fold.test().get(position / outputs()));
    }

    /** What was thrown, in one line for a report. */
    public static String reason(Throwable failure) {
        String kind = failure.getClass().getSimpleName();
        String message = Optional.ofNullable(failure.getMessage()).orElse("").replaceAll("\\s+", " ");
        String line = message.isBlank() ? kind : kind + ": " + message;
        return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + "…";
    }
}
