package dev.evergreen.infra.cluster;

import dev.evergreen.infra.cli.ClusterOptions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobmanager.HighAvailabilityMode;

/**
 * How Flink is configured on this machine: it listens on the loopback interface alone, as whoever reaches it runs code in
 * it, and keeps what it must not lose in the cluster's folder.
 */
final class ClusterSettings {
    private static final String HOST = "localhost";
    private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(5);
    private static final Duration FORGIVEN_AFTER = Duration.ofMinutes(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** A process that was killed is missed after two of them. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    /** One that answers late because the machine is busy is not. */
    private static final Duration SILENT = Duration.ofSeconds(50);

    /**
     * A JobManager that was killed gives way to its successor after that; one that is silent because the machine is busy
     * must not.
     */
    private static final Duration SESSION = Duration.ofSeconds(10);

    private ClusterSettings() {}

    /** @param zooKeeperPort where that listens which remembers what runs */
    static Configuration of(ClusterOptions options, ClusterFolder folder, int zooKeeperPort) {
        var settings = new Configuration();
        settings.set(JobManagerOptions.ADDRESS, HOST);
        settings.set(JobManagerOptions.BIND_HOST, HOST);
        settings.set(JobManagerOptions.JVM_HEAP_MEMORY, MemorySize.ofMebiBytes(512));
        settings.set(HighAvailabilityOptions.HA_MODE, HighAvailabilityMode.ZOOKEEPER.name());
        settings.set(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM, HOST + ":" + zooKeeperPort);
        settings.set(
                HighAvailabilityOptions.HA_STORAGE_PATH, folder.jobs().toUri().toString());
        settings.set(HighAvailabilityOptions.ZOOKEEPER_SESSION_TIMEOUT, SESSION);
        settings.set(HighAvailabilityOptions.ZOOKEEPER_TOLERATE_SUSPENDED_CONNECTIONS, true);
        // It asks nobody who he is; clients would call that an error.
        settings.set(SecurityOptions.ZOOKEEPER_SASL_DISABLE, true);
        settings.set(RestOptions.ADDRESS, HOST);
        settings.set(RestOptions.BIND_ADDRESS, HOST);
        settings.set(RestOptions.PORT, options.port());
        settings.set(RestOptions.BIND_PORT, Integer.toString(options.port()));
        settings.set(BlobServerOptions.PORT, "0");
        settings.set(TaskManagerOptions.HOST, HOST);
        settings.set(TaskManagerOptions.BIND_HOST, HOST);
        settings.set(TaskManagerOptions.NUM_TASK_SLOTS, options.slots());
        settings.set(TaskManagerOptions.TASK_HEAP_MEMORY, MemorySize.ofMebiBytes(options.heapMb()));
        // Windows are on the heap, and nothing of the trainer's asks for memory of Flink's.
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ZERO);
        settings.set(CoreOptions.TMP_DIRS, folder.temporary().toString());
        settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, HEARTBEAT);
        settings.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, SILENT);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_EVERY);
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.checkpoints().toUri().toString());
        settings.set(
                CheckpointingOptions.SAVEPOINT_DIRECTORY,
                folder.savepoints().toUri().toString());
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, LONGEST_PAUSE);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD, FORGIVEN_AFTER);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        return settings;
    }

    /**
     * Of the ZooKeeper that is among Flink's own libraries. Its files are small: what a cluster of one machine writes to it
     * is a few words for each checkpoint.
     */
    static String zooKeeper(ClusterFolder folder, int port) {
        return PropertiesText.of(Map.of(
                "dataDir", folder.zooKeeper().toString(),
                "clientPort", Integer.toString(port),
                "clientPortAddress", HOST,
                "admin.enableServer", "false",
                "preAllocSize", "1024",
                "snapCount", "10000",
                "autopurge.snapRetainCount", "3",
                "autopurge.purgeInterval", "1"));
    }

    /** As Flink reads it from {@code config.yaml}: flat keys, each value in quotes. */
    static String yaml(Configuration settings) {
        return settings.toMap().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> "%s: \"%s\"%n"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().replace("\\", "\\\\").replace("\"", "\\\"")))
                .collect(Collectors.joining());
    }
}
