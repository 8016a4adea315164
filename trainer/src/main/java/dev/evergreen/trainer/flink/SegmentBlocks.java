package dev.evergreen.trainer.flink;

import dev.evergreen.trainer.window.RowSource;
import dev.evergreen.trainer.window.SegmentName;
import java.util.List;

/**
 * A segment's rows as they lie in state.
 *
 * @param blocks {@link #COUNT} of them, all full
 */
record SegmentBlocks(List<RowBlock> blocks) implements RowSource {
    static final int COUNT = SegmentName.ROWS / RowBlock.ROWS;

    @Override
    public int rows() {
        return COUNT * RowBlock.ROWS;
    }

    @Override
    public long eventTime(int row) {
        return block(row).eventTimes[row % RowBlock.ROWS];
    }

    @Override
    public long labelTime(int row) {
        return block(row).labelTime(row % RowBlock.ROWS);
    }

    @Override
    public double labelOf(int row) {
        return block(row).labels[row % RowBlock.ROWS];
    }

    @Override
    public double value(int feature, int row) {
        double[] features = block(row).features;
        return features[row % RowBlock.ROWS * (features.length / RowBlock.ROWS) + feature];
    }

    private RowBlock block(int row) {
        return blocks.get(row / RowBlock.ROWS);
    }
}
