package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.BenchScoreOptions;
import dev.evergreen.infra.cli.BenchScoreService;
import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.cli.Progress;
import dev.evergreen.infra.cli.ProgressLine;
import dev.evergreen.infra.data.RowSource;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.learner.Learner;
import dev.evergreen.trainer.learner.Learners;
import dev.evergreen.trainer.learner.Parameters;
import dev.evergreen.trainer.learner.SmileReference;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** {@code evergreen bench score}: one forest, scored in several ways by turns on this thread. */
public final class ScoreBench implements BenchScoreService {
    private static final String LEARNER = "random-forest";
    /** Stretches of each kind that a system gets. */
    private static final int TURNS = 5;

    @Override
    public void run(BenchScoreOptions options, Output output) throws Exception {
        ScoreReport report;
        try (Progress progress = output.progress()) {
            report = measure(options, progress);
        }
        output.text(ScoreText.of(report));
        output.result(report);
    }

    private static ScoreReport measure(BenchScoreOptions options, Progress progress) throws Exception {
        progress.show(ProgressLine.of("fitting", "%d trees, by us and by Smile".formatted(options.trees())));
        RowSource source = options.source();
        TrainingData all = Columns.of(source);
        TrainingData fitted = Columns.slice(all, 0, options.fitted());
        TrainingData scored = Columns.slice(all, options.fitted(), all.rows());
        TreeEnsemble model = fit(options, fitted);
        var smile = SmileReference.fit(fitted, options.trees(), options.depth(), options.seed());
        List<ScoringSystem> systems = ScoringSystems.of(model, smile, scored);
        requireSameAnswers(systems, scored.rows(), model.outputs());
        var setting = new ScoreReport.Setting(
                source.name(),
                fitted.rows(),
                scored.rows(),
                model.features(),
                model.trees(),
                depth(model),
                model.nodes(),
                ScoreMeter.clockNs(),
                Runtime.getRuntime().availableProcessors());
        return new ScoreReport(setting, runs(options, systems, scored.rows(), model.outputs(), progress));
    }

    private static TreeEnsemble fit(BenchScoreOptions options, TrainingData data) throws InterruptedException {
        Learner learner = Learners.standard().require(LEARNER);
        var parameters = Parameters.of(
                learner,
                Map.of(
                        "n_estimators", ParameterValue.of(options.trees()),
                        "max_depth", ParameterValue.of(options.depth()),
                        "criterion", ParameterValue.of("gini")));
        return learner.fit(data, RowSet.range(0, data.rows()), parameters, options.seed());
    }

    private static List<ScoreReport.Run> runs(
            BenchScoreOptions options, List<ScoringSystem> systems, int rows, int outputs, Progress progress) {
        var runs = new ArrayList<ScoreReport.Run>();
        double seconds = options.seconds() / TURNS;
        for (int batch : options.batches()) {
            String stage = batch == 1 ? "single rows" : "batches of %,d".formatted(batch);
            List<ScoreMeter> meters = systems.stream()
                    .map(system -> new ScoreMeter(system, batch, rows, outputs))
                    .toList();
            progress.show(ProgressLine.of(stage, "warming up"));
            meters.forEach(meter -> meter.warmUp(options.seconds() / 2));
            for (int turn = 0; turn < TURNS; turn++) {
                progress.show(ProgressLine.of(stage, turn, TURNS, ""));
                meters.forEach(meter -> meter.stretch(seconds));
                meters.forEach(meter -> meter.timed(seconds));
            }
            meters.forEach(meter -> runs.add(meter.result()));
        }
        return runs;
    }

    private static void requireSameAnswers(List<ScoringSystem> systems, int rows, int outputs) {
        double[] expected = answers(systems.getFirst(), rows, outputs);
        var batch = new double[expected.length];
        for (ScoringSystem system : systems) {
            system.score(0, rows, batch);
            if (!Arrays.equals(batch, expected) || !Arrays.equals(answers(system, rows, outputs), expected)) {
                throw new IllegalStateException(
                        "%s and %s give different answers: they must be the same to the last bit"
                                .formatted(system.name(), systems.getFirst().name()));
            }
        }
    }

    private static double[] answers(ScoringSystem system, int rows, int outputs) {
        var all = new double[rows * outputs];
        var out = new double[outputs];
        for (int row = 0; row < rows; row++) {
            system.score(row, out);
            System.arraycopy(out, 0, all, row * outputs, outputs);
        }
        return all;
    }

    private static int depth(TreeEnsemble model) {
        var levels = new int[model.nodes()];
        int deepest = 0;
        for (int node = 0; node < levels.length; node++) {
            deepest = Math.max(deepest, levels[node]);
            switch (model.kind(node)) {
                case LEAF -> {}
                case NUMERIC, NOMINAL_EQUALS, NUMERIC_OR_MISSING, NOMINAL_IN -> {
                    levels[model.firstChild(node)] = levels[node] + 1;
                    levels[model.secondChild(node)] = levels[node] + 1;
                }
            }
        }
        return deepest;
    }
}
