package dev.evergreen.evaluator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.evaluator.TestPipelines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.CompactionStyle;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** What RocksDB itself makes of the settings. */
class ModelFilesTest {
    private static final String MODELS = ModelStore.nameFor(TestPipelines.classes("elec"));
    private static final int COUNT = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ModelFiles files = new ModelFiles();

    @TempDir
    private Path dir;

    @AfterEach
    void close() {
        try (var options = new Options()) {
            files.close(MODELS, options);
        }
    }

    @Test
    void tablesHoldNoModel() throws RocksDBException {
        try (var options = options(MODELS);
                var store = RocksDB.open(options, dir.toString())) {
            byte[][] models = fill(store, ModelFiles.LEAST_BYTES);
            assertThat(bytesOf("sst")).isLessThan(ModelFiles.LEAST_BYTES);
            assertThat(bytesOf("blob")).isGreaterThan((long) COUNT * ModelFiles.LEAST_BYTES);
            for (int i = 0; i < COUNT; i++) {
                assertThat(store.get(key(i))).isEqualTo(models[i]);
            }
        }
    }

    /** As the evaluator does, which keeps so many of the newest, and one that is champion for long. */
    @Test
    void filesOfDroppedModelsGo() throws Exception {
        byte[] model = new byte[ModelFiles.LEAST_BYTES];
        try (var options = options(MODELS);
                var store = RocksDB.open(options, dir.toString())) {
            for (int round = 0; round < 200; round++) {
                store.put(key(round), model);
                if (round > COUNT) {
                    store.delete(key(round - COUNT));
                }
                flush(store);
                awaitMerged(store);
                int kept = Math.min(round + 1, COUNT + 1);
                assertThat(bytesOf("blob") / ModelFiles.LEAST_BYTES)
                        .as("models in files after round %d", round)
                        .isBetween((long) kept, kept + 3L);
            }
            assertThat(store.get(key(0))).isEqualTo(model);
        }
    }

    private static void awaitMerged(RocksDB store) throws RocksDBException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (store.getLongProperty("rocksdb.compaction-pending")
                        + store.getLongProperty("rocksdb.num-running-compactions")
                > 0) {
            assertThat(System.nanoTime()).as("still merging").isLessThan(deadline);
            Thread.sleep(1);
        }
    }

    @Test
    void storeOfBeforeIsReadAndWhatIsWrittenNowIsReadByThoseOfBefore() throws Exception {
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
            flush(store);
            awaitMerged(store);
            assertThat(bytesOf("blob")).isGreaterThan((COUNT + 1L) * ModelFiles.LEAST_BYTES);
            assertThat(bytesOf("sst")).isLessThan(ModelFiles.LEAST_BYTES);
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

    /** As Kafka Streams opens it, so far as it matters here. */
    private Options options(String storeName) {
        var options = new Options().setCreateIfMissing(true).setCompactionStyle(CompactionStyle.UNIVERSAL);
        files.setConfig(storeName, options, Map.of());
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
