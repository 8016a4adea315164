package dev.evergreen.evaluator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.evaluator.TestPipelines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** What RocksDB itself makes of the settings. */
class ModelFilesTest {
    private static final String MODELS = ModelStore.nameFor(TestPipelines.classes("elec"));
    private static final int COUNT = 10;

    @TempDir
    private Path dir;

    @Test
    void mergedTablesHoldNoModelAndFilesOfGoneModelsGo() throws RocksDBException {
        try (var options = options(MODELS);
                var store = RocksDB.open(options, dir.toString())) {
            byte[][] models = fill(store, ModelFiles.LEAST_BYTES);
            store.compactRange();
            assertThat(bytesOf("sst")).isLessThan(ModelFiles.LEAST_BYTES);
            assertThat(bytesOf("blob")).isGreaterThan((long) COUNT * ModelFiles.LEAST_BYTES);
            for (int i = 0; i < COUNT; i++) {
                assertThat(store.get(key(i))).isEqualTo(models[i]);
            }

            for (int i = 1; i < COUNT; i++) {
                store.delete(key(i));
            }
            flush(store);
            store.compactRange();
            assertThat(bytesOf("blob")).isBetween((long) ModelFiles.LEAST_BYTES, 2L * ModelFiles.LEAST_BYTES);
            assertThat(store.get(key(0))).isEqualTo(models[0]);
        }
    }

    @Test
    void storeOfBeforeIsReadAndWhatIsWrittenNowIsReadByThoseOfBefore() throws RocksDBException {
        byte[][] old;
        try (var options = options("elec-answers");
                var store = RocksDB.open(options, dir.toString())) {
            old = fill(store, ModelFiles.LEAST_BYTES);
            assertThat(bytesOf("blob")).as("of another store").isZero();
        }
        byte[] next = new byte[ModelFiles.LEAST_BYTES];
        try (var options = options(MODELS);
                var store = RocksDB.open(options, dir.toString())) {
            assertThat(store.get(key(0))).isEqualTo(old[0]);
            store.put(key(COUNT), next);
        }
        try (var options = options("elec-answers");
                var store = RocksDB.open(options, dir.toString())) {
            assertThat(store.get(key(COUNT - 1))).isEqualTo(old[COUNT - 1]);
            assertThat(store.get(key(COUNT))).isEqualTo(next);
        }
    }

    @Test
    void smallValuesStayInTheTable() throws RocksDBException {
        try (var options = options(MODELS);
                var store = RocksDB.open(options, dir.toString())) {
            var _ = fill(store, ModelFiles.LEAST_BYTES - 1);
            assertThat(bytesOf("blob")).isZero();
        }
    }

    private static Options options(String storeName) {
        var options = new Options().setCreateIfMissing(true);
        new ModelFiles().setConfig(storeName, options, Map.of());
        return options;
    }

    /** Each in a table of its own. */
    private static byte[][] fill(RocksDB store, int bytes) throws RocksDBException {
        var random = new Random(1);
        var values = new byte[COUNT][bytes];
        for (int i = 0; i < COUNT; i++) {
            random.nextBytes(values[i]);
            store.put(key(i), values[i]);
            flush(store);
        }
        return values;
    }

    private static void flush(RocksDB store) throws RocksDBException {
        try (var wait = new FlushOptions().setWaitForFlush(true)) {
            store.flush(wait);
        }
    }

    private static byte[] key(int i) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
    }

    private long bytesOf(String ending) {
        try (var files = Files.list(dir)) {
            return files.filter(file -> file.toString().endsWith("." + ending))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
