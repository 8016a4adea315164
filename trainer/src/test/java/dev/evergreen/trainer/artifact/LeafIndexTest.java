package dev.evergreen.trainer.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeafIndexTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void findsWhatAMapFinds(int width) {
        var random = new Random(width);
        var index = new LeafIndex(width);
        var leaves = new double[width * 20_000];
        Map<String, Integer> map = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            var numbers = new double[width];
            Arrays.setAll(numbers, _ -> random.nextInt(width == 1 ? 5_000 : 60) / 7.0);
            int known = map.getOrDefault(Arrays.toString(numbers), -1);
            assertThat(index.find(numbers, leaves)).isEqualTo(known);
            if (known < 0) {
                int vector = map.size();
                System.arraycopy(numbers, 0, leaves, vector * width, width);
                index.add(vector, leaves);
                map.put(Arrays.toString(numbers), vector);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.0})
    void tellsZerosApartByTheirSign(double zero) {
        var index = new LeafIndex(1);
        double[] leaves = {zero};
        index.add(0, leaves);
        assertThat(index.find(new double[] {zero}, leaves)).isZero();
        assertThat(index.find(new double[] {-zero}, leaves)).isEqualTo(-1);
    }
}
