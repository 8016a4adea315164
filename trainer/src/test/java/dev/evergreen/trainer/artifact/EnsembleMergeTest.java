package dev.evergreen.trainer.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnsembleMergeTest {

    @ParameterizedTest
    @EnumSource(Combination.class)
    void mergeOfOneIsThatOne(Combination combination) {
        TreeEnsemble one = Ensembles.randomOfAllKinds(combination, new Random(1));
        assertThat(EnsembleCodec.encode(EnsembleMerge.merge(List.of(one)))).isEqualTo(EnsembleCodec.encode(one));
    }

    @ParameterizedTest
    @EnumSource(Combination.class)
    void treesStandInTheOrderOfThePartsAndScoreAsThere(Combination combination) {
        var random = new Random(2);
        TreeEnsemble first = Ensembles.randomOfAllKinds(combination, random);
        TreeEnsemble second = Ensembles.randomOfAllKinds(combination, random);
        TreeEnsemble merged = EnsembleMerge.merge(List.of(first, second));
        assertThat(merged.trees()).isEqualTo(first.trees() + second.trees());
        assertThat(merged.nodes()).isEqualTo(first.nodes() + second.nodes());
        assertThat(merged.importance()[2]).isEqualTo(14);
        var stages = new double[1][merged.outputs()];
        var out = new double[merged.outputs()];
        for (int i = 0; i < 100; i++) {
            double[] row = Ensembles.row(random);
            merged.scoreStages(row, new int[] {first.rounds()}, stages);
            first.score(row, out);
            assertThat(stages[0]).containsExactly(out);
        }
        for (int t = 0; t < second.trees(); t++) {
            assertThat(merged.weight(first.trees() + t)).isEqualTo(second.weight(t));
        }
    }

    @Test
    void equalLeavesOfSeveralPartsAreOne() {
        TreeEnsemble votes = Ensembles.random(Combination.VOTES, new Random(3));
        TreeEnsemble merged = EnsembleMerge.merge(List.of(votes, votes, votes));
        assertThat(merged.leafVectors()).isEqualTo(votes.leafVectors());
    }

    @Test
    void equalSetsOfSeveralPartsAreOne() {
        TreeEnsemble sums = Ensembles.randomOfAllKinds(Combination.SUM, new Random(3));
        TreeEnsemble merged = EnsembleMerge.merge(List.of(sums, sums, sums));
        assertThat(merged.sets().size()).isPositive().isEqualTo(sums.sets().size());
    }

    @Test
    void refusesPartsOfDifferentModels() {
        TreeEnsemble mean = Ensembles.random(Combination.MEAN, new Random(4));
        TreeEnsemble sum = Ensembles.random(Combination.SUM, new Random(4));
        TreeEnsemble otherBase = TreeEnsembleBuilder.regression(Combination.SUM, Ensembles.FEATURES, 1.0)
                .tree(1.0)
                .leaf(2.0)
                .build(new double[Ensembles.FEATURES]);
        assertThatThrownBy(() -> EnsembleMerge.merge(List.of(mean, sum))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EnsembleMerge.merge(List.of(sum, otherBase)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EnsembleMerge.merge(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
