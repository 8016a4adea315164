package dev.evergreen.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.Distribution;
import dev.evergreen.ingest.pipeline.Distribution.Loguniform;
import dev.evergreen.ingest.pipeline.Distribution.Randint;
import dev.evergreen.ingest.pipeline.Distribution.Uniform;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.RandomSearch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ParameterDrawsTest {
    private static final Map<String, Distribution> ALL = Map.of(
            "depth", new Randint(3, 20),
            "rate", new Loguniform(0.001, 0.3),
            "samples", new Uniform(0.5, 1),
            "trees", choices(50, 100, 200));

    @Test
    void staysTheSameFromVersionToVersion() {
        assertThat(draw(ALL, 2, 42))
                .hasToString("[{depth=15, rate=0.0024895303952544943, samples=0.6393005651275694, trees=100}, "
                        + "{depth=3, rate=0.1414836392906236, samples=0.6092025968560921, trees=200}]");
    }

    @Test
    void anotherSeedDrawsOthers() {
        assertThat(draw(ALL, 20, 1)).isEqualTo(draw(ALL, 20, 1)).isNotEqualTo(draw(ALL, 20, 2));
        assertThat(draw(ALL, 5, 1)).isEqualTo(draw(ALL, 20, 1).subList(0, 5));
    }

    @Test
    void randintDrawsEachWholeNumberButItsHighEnd() {
        Map<Long, Long> counts = draw(Map.of("a", new Randint(-1, 3)), 4_000, 7).stream()
                .map(params -> ((ParameterValue.Whole) params.get("a")).value())
                .collect(Collectors.groupingBy(n -> n, Collectors.counting()));
        assertThat(counts).containsOnlyKeys(-1L, 0L, 1L, 2L);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(900L, 1_100L));
    }

    @Test
    void randintMaySpanMoreThanALongHolds() {
        double[] drawn = reals(new Randint(Long.MIN_VALUE, Long.MAX_VALUE), 4_000);
        assertThat(shareBelow(drawn, 0)).isBetween(0.47, 0.53);
        assertThat(shareBelow(drawn, -0x1p62)).isBetween(0.22, 0.28);
    }

    @Test
    void uniformSpreadsEvenlyBetweenItsEnds() {
        double[] drawn = reals(new Uniform(-1, 3), 4_000);
        assertWithin(drawn, -1, 3);
        assertThat(shareBelow(drawn, 0)).isBetween(0.22, 0.28);
        assertThat(shareBelow(drawn, 1)).isBetween(0.47, 0.53);
        assertThat(shareBelow(drawn, 2)).isBetween(0.72, 0.78);
    }

    @Test
    void loguniformGivesEachPowerOfTenTheSame() {
        double[] drawn = reals(new Loguniform(1e-4, 1), 4_000);
        assertWithin(drawn, 1e-4, 1);
        assertThat(shareBelow(drawn, 1e-3)).isBetween(0.22, 0.28);
        assertThat(shareBelow(drawn, 1e-2)).isBetween(0.47, 0.53);
        assertThat(shareBelow(drawn, 1e-1)).isBetween(0.72, 0.78);
    }

    @Test
    void staysWithinEndsThatAreAsCloseAsCanBe() {
        double above = Math.nextUp(0.1);
        assertThat(reals(new Uniform(0.1, above), 50)).containsOnly(0.1, above);
        assertWithin(reals(new Loguniform(0.1, above), 50), 0.1, above);
    }

    @Test
    void listsAreDrawnWithoutReplacement() {
        Map<String, Distribution> lists = Map.of("a", choices(1, 2, 3), "b", choices(1, 2, 3, 4));
        for (int nIter = 1; nIter < 12; nIter++) {
            assertThat(draw(lists, nIter, nIter)).hasSize(nIter).doesNotHaveDuplicates();
        }
        assertThat(draw(lists, 11, 1)).isNotEqualTo(draw(lists, 11, 2));
    }

    @Test
    void takesAllCombinationsInTheGridsOrderIfThereAreNoMore() {
        Map<String, Distribution> lists = Map.of("b", choices(1, 2), "a", choices(3, 4));
        var grid = List.of(params(3, 1), params(3, 2), params(4, 1), params(4, 2));
        assertThat(draw(lists, 4, 1)).isEqualTo(grid);
        assertThat(draw(lists, 20, 2)).isEqualTo(grid);
    }

    @Test
    void besideADistributionListsAreDrawnWithReplacement() {
        var drawn = draw(Map.of("a", choices(1, 2), "b", new Randint(0, 2)), 40, 3);
        assertThat(drawn).hasSize(40);
        assertThat(drawn).containsOnly(params(1, 0), params(1, 1), params(2, 0), params(2, 1));
    }

    @Test
    void whatIsDrawnIsReadBackAsItWas() {
        for (Map<String, ParameterValue> params : draw(ALL, 100, 9)) {
            var candidate = new Candidate(0, "l", params);
            assertThat(Json.read(Json.write(candidate), Candidate.class)).isEqualTo(candidate);
        }
    }

    private static List<Map<String, ParameterValue>> draw(Map<String, Distribution> from, int nIter, long seed) {
        return ParameterDraws.of(new RandomSearch(from, nIter), seed);
    }

    private static double[] reals(Distribution from, int nIter) {
        return draw(Map.of("a", from), nIter, 1).stream()
                .mapToDouble(params -> switch (params.get("a")) {
                    case ParameterValue.Real(double x) -> x;
                    case ParameterValue.Whole(long n) -> n;
                    case ParameterValue.Text t -> throw new AssertionError(t);
                    case ParameterValue.Flag f -> throw new AssertionError(f);
                })
                .toArray();
    }

    private static void assertWithin(double[] drawn, double low, double high) {
        assertThat(Arrays.stream(drawn).filter(x -> x < low || x > high)).isEmpty();
    }

    private static double shareBelow(double[] drawn, double limit) {
        return Arrays.stream(drawn).filter(x -> x < limit).count() / (double) drawn.length;
    }

    private static Distribution choices(long... values) {
        return new Distribution.Choices(
                Arrays.stream(values).mapToObj(ParameterValue::of).toList());
    }

    private static Map<String, ParameterValue> params(long a, long b) {
        return Map.of("a", ParameterValue.of(a), "b", ParameterValue.of(b));
    }
}
