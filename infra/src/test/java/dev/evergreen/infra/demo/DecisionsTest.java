package dev.evergreen.infra.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.ResourceMetric.Action;
import dev.evergreen.ingest.event.ResourceMetric.Decision;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionsTest {

    @Test
    void readAsOneLine() {
        assertThat(DecisionText.of(decision(1, 2, Action.CLIMB, "room for one more")))
                .isEqualTo("n_jobs 1 -> 2: room for one more");
        assertThat(DecisionText.of(decision(2, 2, Action.STAY, "all cores"))).isEqualTo("n_jobs 2: all cores");
    }

    @Test
    void areNewsOnlyWhenSomethingChanges() {
        var scoreboard = new Scoreboard();
        assertThat(scoreboard.decided(decision(1, 1, Action.WARM_UP, "cold"))).isTrue();
        assertThat(scoreboard.decided(decision(1, 2, Action.CLIMB, "room"))).isTrue();
        assertThat(scoreboard.decided(decision(2, 2, Action.STAY, "best: 10"))).isTrue();
        assertThat(scoreboard.decided(decision(2, 2, Action.STAY, "best: 11"))).isFalse();
        assertThat(scoreboard.snapshot().lastDecision()).contains(decision(2, 2, Action.STAY, "best: 11"));
    }

    private static Decision decision(int before, int after, Action action, String reason) {
        Optional<Double> none = Optional.empty();
        return new Decision("p", 1, before, after, action, reason, none, none, none, none, none, none, none);
    }
}
