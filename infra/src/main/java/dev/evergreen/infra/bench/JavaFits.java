package dev.evergreen.infra.bench;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.learner.FitThread;
import dev.evergreen.trainer.learner.Learner;
import dev.evergreen.trainer.learner.Learners;
import dev.evergreen.trainer.learner.Parameters;
import dev.evergreen.trainer.resource.CostMeter;
import dev.evergreen.trainer.resource.FitCost;
import dev.evergreen.trainer.window.RowSet;
import dev.evergreen.trainer.window.TrainingData;
import java.util.ArrayList;
import java.util.Optional;

/** Fits of our learners and Smile's on one thread of this process. */
final class JavaFits {
    /** In such a fit it is lost what the JVM took to compile; repeating it would take long and say nothing. */
    static final double NO_REPEAT_S = 60;

    private static final double MB = 1e6;

    private final FitThread thread;
    private final int rounds;

    /** @param rounds of each learner, the first of them cold */
    JavaFits(FitThread thread, int rounds) {
        this.thread = thread;
        this.rounds = rounds;
    }

    FitRun run(FitEntry entry, FitSplit split, long seed) throws Exception {
        Learner learner = Learners.standard().require(entry.name());
        Parameters parameters = Parameters.of(learner, entry.params());
        // What others have left behind must not be collected on its time.
        System.gc();
        var seconds = new ArrayList<Double>();
        Fitted last;
        do {
            TrainingData train = split.train();
            last = thread.call(() -> fit(learner, parameters, train, seed));
            seconds.add(last.cost().wallS());
        } while (seconds.size() < rounds && seconds.getFirst() < NO_REPEAT_S);
        return FitRun.of(
                entry,
                split,
                seed,
                seconds,
                predictions(last.model(), split.heldOut()),
                last.model().nodes(),
                Optional.of(last.cost().allocatedBytes() / MB),
                Optional.empty());
    }

    private record Fitted(TreeEnsemble model, FitCost cost) {}

    private static Fitted fit(Learner learner, Parameters parameters, TrainingData train, long seed)
            throws InterruptedException {
        var meter = CostMeter.start();
        var model = learner.fit(train, RowSet.range(0, train.rows()), parameters, seed);
        return new Fitted(model, meter.stop());
    }

    /** {@code [rows x outputs]}, row by row. */
    private static double[] predictions(TreeEnsemble model, TrainingData heldOut) {
        int outputs = outputs(heldOut.label());
        double[] row = new double[heldOut.features().size()];
        double[] out = new double[outputs];
        double[] all = new double[heldOut.rows() * outputs];
        for (int i = 0; i < heldOut.rows(); i++) {
            heldOut.copyRow(i, row);
            model.score(row, out);
            System.arraycopy(out, 0, all, i * outputs, outputs);
        }
        return all;
    }

    /** How many numbers answer for a row. */
    static int outputs(Label label) {
        return switch (label) {
            case Label.Classes c -> c.classes().size();
            case Label.Regression _ -> 1;
        };
    }
}
