package dev.evergreen.trainer.search;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.trainer.resource.CostMeter;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.Map;
import java.util.Optional;

/** Fits one task and scores it on its test fold: the one way a search's fits run, serial or parallel. Thread-safe. */
public final class FitTaskRunner {
    private static final int ROWS_BETWEEN_INTERRUPT_CHECKS = 1024;
    private static final int MAX_REASON = 500;

    private final TrainingData data;
    private final Search search;
    private final Fitter fitter;

    public FitTaskRunner(TrainingData data, Search search, Fitter fitter) {
        this.data = data;
        this.search = search;
        this.fitter = fitter;
    }

    /**
     * Fits and scores on the calling thread, which is the one that is measured: call it on a
     * {@link dev.evergreen.trainer.learner.FitThread}, or what a learner does aside is missed. What the fit throws,
     * running out of memory included, is a failed outcome.
     *
     * @throws InterruptedException if the calling thread was interrupted
     */
    public FitOutcome run(Fold fold, Candidate candidate, long seed) throws InterruptedException {
        var meter = CostMeter.start();
        try {
            double[] truth = truth(fold.test());
            Optional<String> undefined = Scores.undefined(search.refit(), truth);
            if (undefined.isPresent()) {
                return new FitOutcome.Failed(undefined.get(), meter.stop());
            }
            RowScorer scorer = fitter.fit(data, fold.train(), candidate, seed);
            double fitS = meter.stop().wallS();
            double[] predictions = predict(scorer, fold.test());
            int broken = firstNotFinite(predictions);
            if (broken >= 0) {
                return new FitOutcome.Failed(notFinite(fold, broken, predictions[broken]), meter.stop());
            }
            Map<Scoring, Double> scores = Scores.compute(search.scoring(), data.label(), truth, predictions);
            return scores.entrySet().stream()
                    .filter(score -> !Double.isFinite(score.getValue()))
                    .<FitOutcome>map(score -> new FitOutcome.Failed(
                            "%s is %s".formatted(score.getKey().key(), score.getValue()), meter.stop()))
                    .findFirst()
                    .orElseGet(() -> new FitOutcome.Scored(scores, fold.train().size(), fitS, meter.stop()));
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError failure) {
            return new FitOutcome.Failed(reason(failure), meter.stop());
        }
    }

    private double[] truth(RowSet rows) {
        double[] truth = new double[rows.size()];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = data.labelOf(rows.get(i));
        }
        return truth;
    }

    /** {@code [rows x outputs]}, row by row. Costs one scattered read a feature and one scoring a row. */
    private double[] predict(RowScorer scorer, RowSet rows) throws InterruptedException {
        int outputs = outputs();
        double[] row = new double[data.features().size()];
        double[] out = new double[outputs];
        double[] predictions = new double[Math.multiplyExact(rows.size(), outputs)];
        for (int i = 0; i < rows.size(); i++) {
            if (i % ROWS_BETWEEN_INTERRUPT_CHECKS == 0 && Thread.interrupted()) {
                throw new InterruptedException("interrupted while scoring");
            }
            data.copyRow(rows.get(i), row);
            scorer.score(row, out);
            System.arraycopy(out, 0, predictions, i * outputs, outputs);
        }
        return predictions;
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
