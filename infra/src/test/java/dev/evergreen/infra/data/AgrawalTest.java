package dev.evergreen.infra.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.ingest.event.FeatureVector;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgrawalTest {
    private static final List<Integer> ALL =
            IntStream.rangeClosed(1, 10).boxed().toList();

    @Test
    void drawsTheSameRowsFromTheSameSeed() {
        try (var rows = Agrawal.switching(1, 2, List.of(1)).rows()) {
            assertThat(rows.map(r -> r.features() + " " + r.label()))
                    .containsExactly(
                            "[90864.61766955708, 0.0, 40.0, 1.0, 17.0, 6.0, 375992.5826450351, 1.0, 259280.48529900517] 0.0",
                            "[83468.66017725156, 0.0, 23.0, 0.0, 4.0, 3.0, 686409.5172446362, 2.0, 10375.155715000285] 0.0");
        }
    }

    /** Salary, commission, age, elevel, hvalue, hyears, loan; and the functions that put such a person in group A. */
    @ParameterizedTest
    @CsvSource({
        "60000, 20000, 30, 0,       0,  1,      0, 1 2 3 4 6 7 8 9 10",
        "60000, 20000, 30, 4, 1000000, 30, 200000, 1 2 4 5 6 8 10",
        "80000,     0, 50, 2,       0,  1, 400000, 2 3 4 5 6 8 10",
        "60000, 10000, 70, 3,       0,  1, 300000, 1 2 3 4 5 6 8 10",
        "20000,     0, 45, 0,       0,  1, 450000, 5 10",
    })
    void classesByTheFunctionsOfThePaper(
            double salary,
            double commission,
            double age,
            int elevel,
            double hvalue,
            double hyears,
            double loan,
            String groupA) {
        var person = new Applicant(salary, commission, age, elevel, 1, 0, hvalue, hyears, loan);

        assertThat(ALL.stream().filter(person::isInGroupA).map(String::valueOf)).containsExactly(groupA.split(" "));
    }

    @Test
    void switchesFunctionsAtTheDrift() {
        var before = List.of(1, 1);
        try (var switched = new Agrawal(3, 2_000, List.of(1, 5), new Drift(1_000, 2), 0).rows();
                var steady = new Agrawal(3, 2_000, before, new Drift(1_000, 2), 0).rows()) {
            var s = switched.toList();
            var t = steady.toList();
            assertThat(s.subList(0, 1_000)).isEqualTo(t.subList(0, 1_000));
            assertThat(s.stream().map(Row::features))
                    .isEqualTo(t.stream().map(Row::features).toList());
            assertThat(s.subList(1_000, 2_000)).isNotEqualTo(t.subList(1_000, 2_000));
        }
    }

    @Test
    void staysWithinTheRangesOfThePaper() {
        try (var rows = Agrawal.switching(3, 5_000, ALL).rows()) {
            assertThat(rows.map(Row::features)).allSatisfy(AgrawalTest::assertInRange);
        }
    }

    @Test
    void refusesAFunctionThatThePaperLacks() {
        assertThatThrownBy(() -> Agrawal.switching(1, 10, List.of(11))).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertInRange(FeatureVector v) {
        assertThat(v.get(0)).isBetween(20_000.0, 150_000.0);
        assertThat(v.get(1))
                .satisfiesAnyOf(c -> assertThat(c).isZero(), c -> assertThat(c).isBetween(10_000.0, 75_000.0));
        assertThat(v.get(2)).isBetween(20.0, 80.0).isEqualTo(Math.rint(v.get(2)));
        assertThat(v.get(3)).isBetween(0.0, 4.0);
        assertThat(v.get(4)).isBetween(0.0, 19.0);
        assertThat(v.get(5)).isBetween(0.0, 8.0);
        assertThat(v.get(6)).isBetween(50_000.0 * (9 - v.get(5)), 150_000.0 * (9 - v.get(5)));
        assertThat(v.get(7)).isBetween(1.0, 30.0);
        assertThat(v.get(8)).isBetween(0.0, 500_000.0);
    }
}
