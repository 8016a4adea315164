package dev.evergreen.evaluator.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.CompactionOptionsUniversal;
import org.rocksdb.Options;

/**
 * Keeps models in files of their own beside the stores' tables, which hold where they are: RocksDB merges tables again and
 * again, and would write each of fifty models of megabytes anew each time.
 *
 * <p>A file goes once no table points to any of its models, which is found when tables are merged. They are small, so all of
 * them are merged as soon as there are two. What is there already is read as it was, and moves to such files when it is merged;
 * those who do not know of all this read the files, too.
 */
public final class ModelFiles implements RocksDBConfigSetter {
    /** Below this a value stays in the table: what is known of a model, and models that cost little to copy. */
    static final int LEAST_BYTES = 64 << 10;

    private static final int MERGED_AT = 2;

    /** What is not Java's, until {@link #close}. */
    private final List<CompactionOptionsUniversal> taken = new ArrayList<>();

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        if (ModelStore.isNameOfOne(storeName)) {
            // However little the newer tables hold beside the oldest.
            var always = new CompactionOptionsUniversal().setMaxSizeAmplificationPercent(0);
            taken.add(always);
            options.setEnableBlobFiles(true)
                    .setMinBlobSize(LEAST_BYTES)
                    .setLevel0FileNumCompactionTrigger(MERGED_AT)
                    .setCompactionOptionsUniversal(always);
        }
    }

    @Override
    public void close(String storeName, Options options) {
        taken.forEach(CompactionOptionsUniversal::close);
        taken.clear();
    }
}
