package dev.evergreen.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecommendationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // n_jobs:wall:MB
                "1:10:100                             | 1 | no other was measured",
                "1:10:100 2:5.18:102                  | 2 | 1.93 times as fast as 1 with 97 % efficiency; memory 1.02 times",
                "1:10:100 2:9.09:102                  | 1 | 2 is only 1.10 times as fast for twice the jobs",
                "1:10:100 2:8.01:102                  | 1 | 2 is only 1.25 times as fast for twice the jobs",
                "1:10:100 2:7.99:102                  | 2 | 1.25 times as fast as 1 with 63 % efficiency; memory 1.02 times",
                "1:10:100 2:12.5:102                  | 1 | 2 is 1.25 times as slow",
                "1:10:100 2:5:110 4:4.9:150           | 2 | 2.00 times as fast as 1 with 100 % efficiency; memory 1.10 times; 4 is only 1.02 times as fast for twice the jobs",
                "1:10:100 2:5:110 4:6:150             | 2 | 2.00 times as fast as 1 with 100 % efficiency; memory 1.10 times; 4 is 1.20 times as slow",
                "1:10:100 2:5:110 4:2.7:150 6:2.5:190 | 4 | 3.70 times as fast as 1 with 93 % efficiency; memory 1.50 times; 6 is only 1.08 times as fast for 1.50 times the jobs",
                "1:10:100 16:8:102                    | 1 | 16 is only 1.25 times as fast for 16 times the jobs",
                // A flat step does not hide what comes after it.
                "1:10:100 2:9.5:110 4:2.9:150         | 4 | 3.45 times as fast as 1 with 86 % efficiency; memory 1.50 times",
                // The step from 8 to 9 pays, but brings less than 5 %.
                "1:10:100 8:1.25:150 9:1.2:160        | 8 | 8.00 times as fast as 1 with 100 % efficiency; memory 1.50 times; 9 is only 1.04 times as fast for 1.13 times the jobs",
            })
    void isTheSmallestThatPays(String runs, int nJobs, String reason) {
        assertThat(Recommendation.of(runs(runs))).isEqualTo(new Recommendation(nJobs, reason));
    }

    @Test
    void saysNothingOfMemoryWhereTheSystemDoesNotTell() {
        var runs = List.of(Reports.run(1, 10, 10, Optional.empty()), Reports.run(2, 5, 10, Optional.empty()));

        assertThat(Recommendation.of(runs).reason()).isEqualTo("2.00 times as fast as 1 with 100 % efficiency");
    }

    private static List<Run> runs(String text) {
        double serial = Double.parseDouble(text.split("[: ]", -1)[1]);
        return Arrays.stream(text.split(" ", -1))
                .map(run -> run.split(":", -1))
                .map(run -> Reports.run(
                        Integer.parseInt(run[0]),
                        Double.parseDouble(run[1]),
                        serial,
                        Optional.of(Double.parseDouble(run[2]))))
                .toList();
    }
}
