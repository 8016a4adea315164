package dev.evergreen.trainer.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.WindowInfo.OffsetRange;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrainingDataBuilderTest {
    private static final List<Feature> FEATURES = List.of(Feature.numeric("x"), Feature.numeric("y"));
    private static final Label LABEL = new Label.Classes("class", List.of("no", "yes"));

    @Test
    void ordersByEventTimeThenId() {
        var window = builder()
                .add("b", 200, vector(1, 10), 1, 0, 5)
                .add("c", 100, vector(2, 20), 0, 1, 7)
                .add("a", 200, vector(3, 30), 0, 0, 6)
                .build();
        TrainingData data = window.data();
        assertThat(new double[] {data.value(0, 0), data.value(0, 1), data.value(0, 2)})
                .containsExactly(2, 3, 1);
        assertThat(new double[] {data.value(1, 0), data.value(1, 1), data.value(1, 2)})
                .containsExactly(20, 30, 10);
        assertThat(new double[] {data.labelOf(0), data.labelOf(1), data.labelOf(2)})
                .containsExactly(0, 0, 1);
        assertThat(data.eventTime(0)).isEqualTo(100);
    }

    @Test
    void tellsWhereTheRowsCameFrom() {
        var info = builder()
                .add("b", 200, vector(1, 10), 1, 3, 9)
                .add("c", 100, vector(2, 20), 0, 1, 7)
                .add("a", 200, vector(3, 30), 0, 3, 6)
                .build()
                .info();
        assertThat(info.rows()).isEqualTo(3);
        assertThat(info.firstEventTime()).isEqualTo(Instant.ofEpochMilli(100));
        assertThat(info.lastEventTime()).isEqualTo(Instant.ofEpochMilli(200));
        assertThat(info.offsets())
                .containsExactly(new OffsetRange("p.labeled", 1, 7, 7), new OffsetRange("p.labeled", 3, 6, 9));
    }

    @Test
    void theFingerprintIsSha256OverTheRowsBytes() {
        var info =
                builder().add("a", 1, vector(0.5, Double.NaN), 1, 0, 0).build().info();
        assertThat(info.fingerprint()).isEqualTo("39a2493a86733a06dd7c3c2afce2f7c4b628737f23254bfdffb62ca6b7851025");
    }

    @Test
    void theFingerprintTellsEveryPartOfARowApart() {
        assertThat(List.of(
                        print("a", 1, vector(1, 2), 0),
                        print("b", 1, vector(1, 2), 0),
                        print("a", 2, vector(1, 2), 0),
                        print("a", 1, vector(2, 1), 0),
                        print("a", 1, vector(1, 2), 1)))
                .doesNotHaveDuplicates();
    }

    @Test
    void theOrderOfArrivalDoesNotMatter() {
        var random = new Random(2);
        var rows = new ArrayList<Integer>();
        for (int i = 0; i < 3_000; i++) {
            rows.add(i);
        }
        var first = built(rows);
        for (int trial = 0; trial < 3; trial++) {
            Collections.shuffle(rows, random);
            var other = built(rows);
            assertThat(other.info()).isEqualTo(first.info());
            for (int row = 0; row < 3_000; row++) {
                assertThat(other.data().value(1, row)).isEqualTo(first.data().value(1, row));
            }
        }
        for (int row = 1; row < 3_000; row++) {
            assertThat(first.data().eventTime(row))
                    .isGreaterThanOrEqualTo(first.data().eventTime(row - 1));
        }
    }

    @Test
    void refusesAnEmptyWindowAndAVectorOfAnotherWidth() {
        assertThatThrownBy(() -> builder().build()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder().add("a", 1, vector(1), 0, 0, 0)).hasMessage("1 values for 2 features");
    }

    private static TrainingWindow built(List<Integer> rows) {
        var builder = builder();
        for (int i : rows) {
            builder.add("id" + i, i % 50, vector(i % 3, i), i % 2, i % 4, i);
        }
        return builder.build();
    }

    private static String print(String id, long time, FeatureVector vector, double label) {
        return builder().add(id, time, vector, label, 0, 0).build().info().fingerprint();
    }

    private static TrainingDataBuilder builder() {
        return new TrainingDataBuilder(FEATURES, LABEL, "p.labeled", 0);
    }

    private static FeatureVector vector(double... values) {
        return FeatureVector.owning(values);
    }
}
