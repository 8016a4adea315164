package dev.evergreen.infra.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    @Test
    void killsEveryPartOnceBeforeAnyTwice() {
        int kinds = Part.values().length;
        List<Part> parts = FaultPlan.of(3, 2 * kinds).stream().map(Fault::part).toList();

        assertThat(Set.copyOf(parts.subList(0, kinds))).containsExactlyInAnyOrder(Part.values());
        assertThat(Set.copyOf(parts.subList(kinds, 2 * kinds))).containsExactlyInAnyOrder(Part.values());
    }

    @Test
    void hasOneFaultInEachRoundButTheFirst() {
        List<Fault> plan = FaultPlan.of(1, 20);

        assertThat(plan)
                .extracting(Fault::round)
                .isEqualTo(IntStream.rangeClosed(2, 21).boxed().toList());
        assertThat(FaultPlan.rounds(20)).isEqualTo(21);
    }

    @Test
    void isTheSameForTheSameSeedAlone() {
        assertThat(FaultPlan.of(5, 20)).isEqualTo(FaultPlan.of(5, 20)).isNotEqualTo(FaultPlan.of(6, 20));
    }
}
