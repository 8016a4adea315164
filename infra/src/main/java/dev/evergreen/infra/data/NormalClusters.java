package dev.evergreen.infra.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.SplittableRandom;

/** The clusters of {@link Gaussian}: about different vertices of a hypercube, each stretched in its own way. */
final class NormalClusters {
    static final int COUNT = 4;

    /** Half of the hypercube's side. */
    private static final double SEPARATION = 1;

    private final double[][] centers;
    private final double[][][] shapes;

    private NormalClusters(double[][] centers, double[][][] shapes) {
        this.centers = centers;
        this.shapes = shapes;
    }

    /** @param dimensions 2 or more, so that there are vertices enough */
    static NormalClusters draw(SplittableRandom random, int dimensions) {
        var centers = new double[COUNT][];
        var shapes = new double[COUNT][dimensions][dimensions];
        var taken = new HashSet<String>();
        for (int cluster = 0; cluster < COUNT; cluster++) {
            do {
                centers[cluster] = vertex(random, dimensions);
            } while (!taken.add(Arrays.toString(centers[cluster])));
            for (double[] row : shapes[cluster]) {
                Arrays.setAll(row, _ -> random.nextDouble(-1, 1));
            }
        }
        return new NormalClusters(centers, shapes);
    }

    private static double[] vertex(SplittableRandom random, int dimensions) {
        var vertex = new double[dimensions];
        Arrays.setAll(vertex, _ -> random.nextBoolean() ? SEPARATION : -SEPARATION);
        return vertex;
    }

    /** Brings the first values, standard normal ones, into the cluster; costs {@code dimensions²}. */
    void place(int cluster, double[] values) {
        double[] center = centers[cluster];
        double[] drawn = Arrays.copyOf(values, center.length);
        for (int to = 0; to < center.length; to++) {
            double sum = center[to];
            for (int from = 0; from < center.length; from++) {
                sum += drawn[from] * shapes[cluster][from][to];
            }
            values[to] = sum;
        }
    }
}
