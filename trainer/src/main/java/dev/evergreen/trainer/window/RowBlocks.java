package dev.evergreen.trainer.window;

import dev.evergreen.ingest.event.FeatureVector;
import java.util.ArrayList;
import java.util.List;

/** Rows of values in blocks, so that growing never copies what is there. */
final class RowBlocks {
    private static final int ROWS_PER_BLOCK = 1024;

    private final int width;
    private final List<double[]> blocks = new ArrayList<>();
    private int rows;

    RowBlocks(int width) {
        this.width = width;
    }

    void add(FeatureVector vector) {
        int inBlock = rows % ROWS_PER_BLOCK;
        if (inBlock == 0) {
            blocks.add(new double[ROWS_PER_BLOCK * width]);
        }
        double[] block = blocks.getLast();
        for (int f = 0; f < width; f++) {
            block[inBlock * width + f] = vector.get(f);
        }
        rows++;
    }

    /** {@code [width x rows]}, the rows in the given order. Costs one scattered read a value. */
    double[][] columns(int[] order) {
        double[][] columns = new double[width][order.length];
        for (int row = 0; row < order.length; row++) {
            double[] block = blocks.get(order[row] / ROWS_PER_BLOCK);
            int start = order[row] % ROWS_PER_BLOCK * width;
            for (int f = 0; f < width; f++) {
                columns[f][row] = block[start + f];
            }
        }
        return columns;
    }
}
