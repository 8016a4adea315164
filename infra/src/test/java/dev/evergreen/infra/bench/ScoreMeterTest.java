package dev.evergreen.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScoreMeterTest {

    @Test
    void aPercentileIsTheLeastThatSoManyCallsDidNotExceed() {
        long[] nanos = LongStream.rangeClosed(1, 200).map(i -> 1_000 * i).toArray();

        assertThat(ScoreMeter.microseconds(nanos, 0.5)).isEqualTo(100);
        assertThat(ScoreMeter.microseconds(nanos, 0.99)).isEqualTo(198);
        assertThat(ScoreMeter.microseconds(nanos, 1)).isEqualTo(200);
        assertThat(ScoreMeter.microseconds(new long[] {1_500}, 0.5)).isEqualTo(1.5);
    }

    @Test
    void rowsTakeTurnsInWholeBatches() {
        var system = new Remembering();
        var meter = new ScoreMeter(system, 4, 10, 1);

        meter.stretch(0);
        meter.timed(0.001);

        assertThat(system.starts).hasSizeGreaterThanOrEqualTo(64);
        for (int i = 0; i < system.starts.size(); i++) {
            assertThat(system.starts.get(i)).isEqualTo(i % 2 * 4);
        }
        assertThat(meter.result().system()).isEqualTo("remembering");
        assertThat(meter.result().batch()).isEqualTo(4);
        assertThat(meter.result().rowsPerS()).isPositive();
    }

    private static final class Remembering implements ScoringSystem {
        final List<Integer> starts = new ArrayList<>();

        @Override
        public String name() {
            return "remembering";
        }

        @Override
        public void score(int row, double[] out) {
            throw new AssertionError("not one by one");
        }

        @Override
        public void score(int from, int rows, double[] out) {
            assertThat(rows).isEqualTo(4);
            starts.add(from);
        }
    }
}
