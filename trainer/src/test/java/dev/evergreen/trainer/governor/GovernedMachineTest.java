package dev.evergreen.trainer.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.ResourceMetric.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The governor against a model of a machine, for many rounds. */
class GovernedMachineTest {

    @ParameterizedTest
    @CsvSource({
        // cores, serial share, bandwidth, settles at
        "1, 0.1, 9, 1",
        "2, 0.1, 9, 2",
        "2, 0.6, 9, 2",
        "2, 0.1, 1.02, 1",
        "3, 0.1, 9, 3",
        "8, 0.0, 99, 8",
        "8, 0.1, 99, 8",
        "8, 0.1, 3, 4",
        "8, 0.0, 6, 8",
        "12, 0.0, 6, 8",
        "16, 0.05, 99, 16",
    })
    void settlesWhereMoreNoLongerPays(int cores, double serial, double bandwidth, int best) {
        var machine = new Machine(cores, serial, bandwidth, 0);
        assertThat(mostUsed(run(machine, 60, round -> 0, 1))).isEqualTo(best);
    }

    @Test
    void losesATenthAtMostOnTwoCores() {
        for (double serial = 0; serial <= 1; serial += 0.05) {
            for (double bandwidth = 1; bandwidth <= 2; bandwidth += 0.05) {
                var machine = new Machine(2, serial, bandwidth, 0);
                double best = Math.min(machine.wallS(1), machine.wallS(2));
                int settled = mostUsed(run(machine, 40, round -> 0, 1));
                assertThat(machine.wallS(settled)).as("%s", machine).isLessThanOrEqualTo(1.1001 * best);
            }
        }
    }

    @Test
    void losesAThirdAtMostOnManyCores() {
        for (int cores : new int[] {3, 4, 6, 8, 16, 32}) {
            for (double serial : new double[] {0, 0.02, 0.05, 0.1, 0.2, 0.4}) {
                for (double bandwidth : new double[] {1.5, 3, 7, 99}) {
                    var machine = new Machine(cores, serial, bandwidth, 0);
                    double best = IntStream.rangeClosed(1, cores)
                            .mapToDouble(machine::wallS)
                            .min()
                            .orElseThrow();
                    int settled = mostUsed(run(machine, 60, round -> 0, 1));
                    assertThat(machine.wallS(settled)).as("%s", machine).isLessThanOrEqualTo(1.34 * best);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        // cores, burners, before, during
        "2, 1, 2, 1",
        "2, 2, 2, 1",
        "4, 1, 4, 3",
        "8, 3, 8, 5",
        "8, 7, 8, 1",
    })
    void makesRoomForOthersAndComesUpAgain(int cores, int burners, int before, int during) {
        var machine = new Machine(cores, 0.1, 99, 0.05);
        for (int seed = 0; seed < 20; seed++) {
            List<Integer> used = run(machine, 90, round -> round >= 30 && round < 60 ? burners : 0, seed);
            assertThat(used.get(29)).isEqualTo(before);
            assertThat(used.subList(32, 60)).as("seed %d", seed).containsOnly(during);
            assertThat(used.get(89)).isEqualTo(before);
            assertThat(used.subList(66, 90)).as("seed %d", seed).containsOnly(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // cores, serial share, bandwidth, changes at most
        "2, 0.1, 9, 1",
        "2, 0.4, 9, 3",
        "8, 0.02, 99, 3",
        // Just where it pays or does not: a climb now and then, ever less often.
        "2, 0.82, 9, 14",
        "2, 0.1, 1.02, 14",
        "8, 0.1, 3, 24",
    })
    void doesNotFlapInNoise(int cores, double serial, double bandwidth, int atMost) {
        for (int seed = 0; seed < 20; seed++) {
            List<Integer> used = run(new Machine(cores, serial, bandwidth, 0.1), 200, round -> 0, seed);
            assertThat(changes(used)).as("seed %d: %s", seed, used).isLessThanOrEqualTo(atMost);
        }
    }

    @Test
    void doesNotFlapWithANeighbourThatComesAndGoes() {
        var machine = new Machine(2, 0.1, 9, 0.05);
        List<Integer> used = run(machine, 200, round -> round / 3 % 2, 1);
        assertThat(changes(used)).isLessThanOrEqualTo(14);
    }

    @Test
    void staysWithinOneAndAllWhateverItMeets() {
        var random = new Random(7);
        var state = GovernorState.initial(8);
        for (int i = 0; i < 5_000; i++) {
            int max = i % 500 < 250 ? 8 : 1 + random.nextInt(16);
            var round = Measured.round(state.nJobs(), 100 * random.nextDouble())
                    .gc(0.3 * random.nextDouble())
                    .heap(random.nextDouble())
                    .throttled(0.1 * random.nextDouble())
                    .queue(12 * random.nextDouble())
                    .others(6 * random.nextDouble())
                    .lasting(2 * random.nextDouble())
                    .cpuShare(0.5 + 0.5 * random.nextDouble());
            var decision = Governor.decide(i % 97 == 0 ? state.inNewProcess() : state, round.on(8), max);
            assertThat(decision.nJobs()).isBetween(1, max);
            assertThat(decision.reason()).isNotBlank().doesNotContain("\n", "NaN", "Infinity");
            assertThat(decision.next().hold()).isBetween(0, GovernorState.LONGEST_HOLD);
            if (decision.action() == Action.CLIMB) {
                assertThat(decision.nJobs()).isGreaterThan(round.on(8).nJobs());
            }
            if (decision.action() == Action.BACK_OFF) {
                assertThat(decision.nJobs()).isLessThan(round.on(8).nJobs());
            }
            state = decision.next();
        }
    }

    /** @return what each round ran with */
    private static List<Integer> run(Machine machine, int rounds, IntUnaryOperator others, int seed) {
        var random = new Random(seed);
        var used = new ArrayList<Integer>();
        var state = GovernorState.initial(machine.cores());
        for (int round = 0; round < rounds; round++) {
            used.add(state.nJobs());
            RoundMeasure measure = machine.run(state.nJobs(), others.applyAsInt(round), random);
            state = Governor.decide(state, measure, machine.cores()).next();
        }
        return used;
    }

    private static int mostUsed(List<Integer> used) {
        List<Integer> late = used.subList(used.size() / 2, used.size());
        return late.stream()
                .max((a, b) -> Integer.compare(count(late, a), count(late, b)))
                .orElseThrow();
    }

    private static int count(List<Integer> used, int nJobs) {
        return (int) used.stream().filter(n -> n == nJobs).count();
    }

    private static int changes(List<Integer> used) {
        return (int) IntStream.range(1, used.size())
                .filter(i -> !used.get(i).equals(used.get(i - 1)))
                .count();
    }
}
