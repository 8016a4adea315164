package dev.evergreen.infra.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.infra.cli.ClusterOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration in Flink's image beside that of a cluster of processes. */
class FlinkImageTest {
    /** Where things are, and how large: what a container has otherwise than a process on this machine. */
    private static final List<ConfigOption<?>> OF_A_PLACE = List.of(
            JobManagerOptions.ADDRESS,
            JobManagerOptions.BIND_HOST,
            JobManagerOptions.PORT,
            JobManagerOptions.JVM_HEAP_MEMORY,
            RestOptions.ADDRESS,
            RestOptions.BIND_ADDRESS,
            RestOptions.PORT,
            RestOptions.BIND_PORT,
            BlobServerOptions.PORT,
            TaskManagerOptions.HOST,
            TaskManagerOptions.BIND_HOST,
            TaskManagerOptions.NUM_TASK_SLOTS,
            TaskManagerOptions.TASK_HEAP_MEMORY,
            CoreOptions.TMP_DIRS,
            CheckpointingOptions.CHECKPOINTS_DIRECTORY,
            CheckpointingOptions.SAVEPOINT_DIRECTORY);

    private final Configuration image = GlobalConfiguration.loadConfiguration(
            Path.of("docker", "flink").toAbsolutePath().toString());

    @Test
    void behavesAsAClusterOfProcesses(@TempDir Path folder) throws Exception {
        var options = new ClusterOptions(1, 1, 8081, 1024, folder);
        Map<String, String> expected;
        try (var files = ClusterFolder.open(folder)) {
            expected = new TreeMap<>(ClusterSettings.of(options, files, 6123).toMap());
        }
        OF_A_PLACE.forEach(option -> expected.remove(option.key()));
        // A process that dies on this machine is started again by our command; containers have their own ways.
        expected.keySet().removeIf(key -> key.startsWith("high-availability.") || key.startsWith("zookeeper."));

        assertThat(expected).hasSizeGreaterThan(8);
        assertThat(image.toMap()).containsAllEntriesOf(expected);
    }

    @Test
    void leavesMostOfATaskManagersMemoryToWindowsAndFits() {
        var memory = TaskExecutorProcessUtils.processSpecFromConfig(image);

        assertThat(memory.getTaskHeapSize().getMebiBytes()).isGreaterThan(700);
        assertThat(memory.getTotalProcessMemorySize().getMebiBytes()).isEqualTo(1536);
    }

    @Test
    void answersPrometheusWithPipelinesAsTheyAreNamed() {
        assertThat(image.toMap())
                .containsEntry("metrics.reporter.prom.factory.class", PrometheusReporterFactory.class.getName())
                .containsEntry("metrics.reporter.prom.filterLabelValueCharacters", "false");
    }
}
