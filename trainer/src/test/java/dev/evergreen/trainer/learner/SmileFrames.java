package dev.evergreen.trainer.learner;

import smile.data.DataFrame;
import smile.data.formula.Formula;
import smile.data.vector.DoubleVector;
import smile.data.vector.IntVector;

/** Training rows as Smile's own learners want them: with the label beside the features. */
final class SmileFrames {
    static final Formula FORMULA = Formula.lhs(TrainingFrame.LABEL);

    private SmileFrames() {}

    static DataFrame xy(TrainingFrame frame) {
        return frame.x()
                .add(
                        frame.classifier()
                                ? new IntVector(frame.labelField(), frame.y())
                                : new DoubleVector(frame.labelField(), frame.targets()));
    }
}
