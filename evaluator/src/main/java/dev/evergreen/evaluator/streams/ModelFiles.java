package dev.evergreen.evaluator.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Options;

/**
 * Keeps models in files of their own beside the stores' tables, which hold where they are: RocksDB merges tables again and
 * again, and would write each of fifty models of megabytes anew each time. A file goes when none of its models is needed.
 *
 * <p>What is there already is read as it was, and by those who do not know of this too.
 */
public final class ModelFiles implements RocksDBConfigSetter {
    /** Below this a value stays in the table: what is known of a model, and models that cost nothing to copy. */
    static final int LEAST_BYTES = 64 << 10;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        if (ModelStore.isNameOfOne(storeName)) {
            options.setEnableBlobFiles(true).setMinBlobSize(LEAST_BYTES);
        }
    }

    @Override
    public void close(String storeName, Options options) {
        // The options are the store's, and nothing else was made.
    }
}
