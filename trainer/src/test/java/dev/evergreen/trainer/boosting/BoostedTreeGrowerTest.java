package dev.evergreen.trainer.boosting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.trainer.artifact.Combination;
import dev.evergreen.trainer.artifact.EnsembleCodec;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.artifact.TreeEnsembleBuilder;
import dev.evergreen.trainer.forest.BinnedColumns;
import dev.evergreen.trainer.forest.GrowthLimits;
import dev.evergreen.trainer.forest.Trees;
import dev.evergreen.trainer.forest.Windows;
import dev.evergreen.trainer.window.TrainingData;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoostedTreeGrowerTest {
    private static final int ROWS = 3_000;

    private final TrainingData data = Windows.mixed(Windows.NUMBER, ROWS, 6);
    private final TreeRows rows = new TreeRows(IntStream.range(0, ROWS).toArray());
    private final Gradients gradients = new Gradients(ROWS);

    BoostedTreeGrowerTest() {
        var random = new SplittableRandom(7);
        gradients.scale(3, 1);
        for (int i = 0; i < ROWS; i++) {
            gradients.set(i, Math.clamp(-data.labelOf(i), -3, 3), random.nextDouble(0.1, 1));
        }
    }

    private TreeEnsemble grown(int leaves, int histograms) throws InterruptedException {
        BinnedColumns columns = BinnedColumns.of(data);
        var limits = new GrowthLimits(GrowthLimits.UNLIMITED, 2, 7, 4, leaves);
        var spec = BoostingSpec.of(1, 0.1).with(limits);
        var grower = new BoostedTreeGrower(columns, rows, gradients, spec, histograms);
        var trees = new Trees(columns, 1);
        // Twice, so that what the first tree leaves behind is met.
        for (int t = 0; t < 2; t++) {
            rows.takeAll();
            grower.grow(5, 1, 0, trees);
        }
        var builder = TreeEnsembleBuilder.regression(Combination.SUM, 6, 0.0);
        trees.write(0, builder);
        trees.write(1, builder);
        return builder.build(trees.importance());
    }

    /** A histogram that was given up is counted anew for both children rather than taken from their parent's. */
    @ParameterizedTest
    @ValueSource(ints = {60, GrowthLimits.UNLIMITED})
    void keepingFewHistogramsChangesNoTree(int leaves) throws Exception {
        byte[] many = EnsembleCodec.encode(grown(leaves, 200));

        for (int histograms : new int[] {2, 3, 5}) {
            assertThat(EnsembleCodec.encode(grown(leaves, histograms))).isEqualTo(many);
        }
    }

    @Test
    void theTreeIsTheSameEachTime() throws Exception {
        TreeEnsemble two = grown(31, 32);

        assertThat(two.trees()).isEqualTo(2);
        int second = two.root(1);
        assertThat(second).isEqualTo(61);
        for (int node = 0; node < second; node++) {
            assertThat(two.kind(second + node)).isEqualTo(two.kind(node));
            assertThat(two.splitFeature(second + node)).isEqualTo(two.splitFeature(node));
        }
    }
}
