package dev.evergreen.evaluator.streams;

import dev.evergreen.evaluator.prequential.Change;
import dev.evergreen.evaluator.prequential.Extent;
import dev.evergreen.evaluator.prequential.Outcome;
import dev.evergreen.evaluator.prequential.Prequential;
import dev.evergreen.ingest.pipeline.Label;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The journal of a pipeline's figures: an entry a cell and an entry a row of the window, so that a row costs some ten
 * small writes. The store caches, and writes a cell that changes often once a commit.
 */
final class FigureStore implements Consumer<Change> {
    private static final byte CELL = 'c';
    private static final byte ROW = 'r';
    private static final Bytes LABEL = Bytes.wrap(new byte[] {'l'});

    private final KeyValueStore<Bytes, byte[]> store;

    FigureStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Figures of another label than the pipeline has now mean nothing to it: they are dropped. */
    Prequential load(Label label, Extent extent) {
        byte[] fingerprint = label.toString().getBytes(StandardCharsets.UTF_8);
        if (!Arrays.equals(fingerprint, store.get(LABEL))) {
            clear();
            store.put(LABEL, fingerprint);
        }
        return Prequential.restore(label, extent, changes(), this);
    }

    @Override
    public void accept(Change change) {
        switch (change) {
            case Change.Cell(long scope, int cell, long value) ->
                store.put(
                        cellKey(scope, cell),
                        ByteBuffer.allocate(Long.BYTES).putLong(value).array());
            case Change.Row row -> store.put(rowKey(row.slot()), write(row));
            case Change.Forgotten(long scope) -> forget(scope);
        }
    }

    private void forget(long scope) {
        List<Bytes> keys = new ArrayList<>();
        try (var cells = store.range(cellKey(scope, 0), cellKey(scope, Integer.MAX_VALUE))) {
            cells.forEachRemaining(entry -> keys.add(entry.key));
        }
        keys.forEach(store::delete);
    }

    private void clear() {
        List<Bytes> keys = new ArrayList<>();
        try (var all = store.all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        keys.forEach(store::delete);
    }

    private Stream<Change> changes() {
        List<Change> changes = new ArrayList<>();
        try (var all = store.all()) {
            while (all.hasNext()) {
                var entry = all.next();
                var key = ByteBuffer.wrap(entry.key.get());
                var value = ByteBuffer.wrap(entry.value);
                switch (key.get()) {
                    case CELL -> changes.add(new Change.Cell(key.getLong(), key.getInt(), value.getLong()));
                    case ROW -> changes.add(row(key.getInt(), value));
                    default -> {}
                }
            }
        }
        return changes.stream();
    }

    private static Bytes cellKey(long scope, int cell) {
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES + Integer.BYTES)
                .put(CELL)
                .putLong(scope)
                .putInt(cell)
                .array());
    }

    private static Bytes rowKey(int slot) {
        return Bytes.wrap(
                ByteBuffer.allocate(1 + Integer.BYTES).put(ROW).putInt(slot).array());
    }

    private static byte[] write(Change.Row row) {
        Outcome outcome = row.outcome();
        var buffer = ByteBuffer.allocate((3 + outcome.columns()) * Long.BYTES)
                .putLong(row.number())
                .putDouble(outcome.label())
                .putDouble(outcome.prediction());
        for (int c = 0; c < outcome.columns(); c++) {
            buffer.putDouble(outcome.score(c));
        }
        return buffer.array();
    }

    private static Change row(int slot, ByteBuffer value) {
        long number = value.getLong();
        double label = value.getDouble();
        double prediction = value.getDouble();
        var scores = new double[value.remaining() / Double.BYTES];
        value.asDoubleBuffer().get(scores);
        return new Change.Row(slot, number, new Outcome(label, prediction, scores));
    }
}
