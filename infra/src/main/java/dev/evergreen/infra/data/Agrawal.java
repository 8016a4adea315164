package dev.evergreen.infra.data;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * People who ask for a loan, classed A or B by one of ten functions; the function changes at each drift.
 *
 * <p>Source: R. Agrawal, T. Imielinski, A. Swami, "Database mining: a performance perspective", IEEE TKDE 5(6), 1993,
 * section 4 and appendix.
 *
 * @param functions in the order in which they are in force, each 1 to 10
 * @param perturbation how far numbers stray from what decided the class, as a share of their range, 0 to 1
 */
public record Agrawal(long seed, long size, List<Integer> functions, Drift drift, double perturbation)
        implements RowSource {
    public static final double DEFAULT_PERTURBATION = 0.05;

    public Agrawal {
        functions = List.copyOf(functions);
        if (size < 1 || !(perturbation >= 0 && perturbation <= 1)) {
            throw new IllegalArgumentException("size %d, perturbation %s".formatted(size, perturbation));
        }
        if (functions.size() != drift.concepts() || functions.stream().anyMatch(f -> f < 1 || f > 10)) {
            throw new IllegalArgumentException("functions %s for %s".formatted(functions, drift));
        }
    }

    /** Such functions, each for an equal part of the rows. */
    public static Agrawal switching(long seed, long size, List<Integer> functions) {
        return new Agrawal(seed, size, functions, Drift.evenly(size, functions.size()), DEFAULT_PERTURBATION);
    }

    @Override
    public String name() {
        return "agrawal";
    }

    @Override
    public List<Feature> features() {
        return List.of(
                Feature.numeric("salary"),
                Feature.numeric("commission"),
                Feature.numeric("age"),
                Feature.nominal("elevel", names(0, 4)),
                Feature.nominal("car", names(1, 20)),
                Feature.nominal("zipcode", names(0, 8)),
                Feature.numeric("hvalue"),
                Feature.numeric("hyears"),
                Feature.numeric("loan"));
    }

    @Override
    public Label label() {
        return new Label.Classes("group", List.of("A", "B"));
    }

    @Override
    public Stream<Row> rows() {
        var random = new SplittableRandom(seed);
        return LongStream.range(0, size).mapToObj(i -> {
            var person = Applicant.draw(random);
            int function = functions.get(drift.conceptAt(i));
            return new Row(person.perturbed(random, perturbation).toVector(), person.isInGroupA(function) ? 0 : 1);
        });
    }

    private static List<String> names(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
    }
}
