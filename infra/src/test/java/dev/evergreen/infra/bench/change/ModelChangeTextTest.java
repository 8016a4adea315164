package dev.evergreen.infra.bench.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelChangeTextTest {

    @Test
    void withoutAHiccupNothingIsSaidOfThoseWithOne() {
        String text = ModelChangeText.of(report(0, Optional.of(new Spread(18, 40, 58))));

        assertThat(text)
                .contains("longest pause at a change                18.0     40.0     58.0\n")
                .contains("threads woke late by, at a change         1.0      2.0      3.0\n")
                .contains("the same while nothing changed            0.5      1.5      2.5\n")
                .doesNotContain("*", "marked");
    }

    @Test
    void withHiccupsThePausesOfTheOthersStandBesideAll() {
        String text = ModelChangeText.of(report(2, Optional.of(new Spread(17, 36, 39))));

        assertThat(text)
                .contains("""
                        longest pause at a change                18.0     40.0     58.0
                          without those marked below*            17.0     36.0     39.0
                        """)
                .contains("\n* at 2 of the changes a thread that sleeps for 2 ms woke 20 ms late or more: ");
    }

    @Test
    void whereTheMachineAlwaysStoodStillNoOtherPausesAreThere() {
        assertThat(ModelChangeText.of(report(100, Optional.empty())))
                .contains("\nat 100 of the changes")
                .doesNotContain("*", "marked");
    }

    private static ModelChangeReport report(int still, Optional<Spread> awake) {
        return new ModelChangeReport(
                new ModelChangeReport.Setting(10.2, 952, 5_262_944, 500, 1_228, 6_026, 2),
                100,
                new Spread(18, 40, 58),
                new Spread(11, 25, 41),
                new Spread(1, 2, 3),
                new Spread(0.5, 1.5, 2.5),
                still,
                awake,
                new Spread(600, 800, 900),
                314,
                116_043,
                new Accounts(0, 0, 0));
    }
}
