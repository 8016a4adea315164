package dev.evergreen.infra.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.cli.ClusterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFolderTest {
    @TempDir
    private Path root;

    @Test
    void flinkReadsTheSettingsAsTheyWereWritten() throws IOException {
        Path odd = root.resolve("a \"b\" #c: ü");
        try (var folder = ClusterFolder.open(odd)) {
            Configuration settings = ClusterSettings.of(new ClusterOptions(2, 3, 8_082, 700, odd), folder, 6_123);
            folder.write(settings);

            Configuration read =
                    GlobalConfiguration.loadConfiguration(folder.configuration().toString());

            assertThat(read.toMap())
                    .containsAllEntriesOf(settings.toMap())
                    .containsEntry("rest.port", "8082")
                    .containsEntry("rest.bind-address", "localhost")
                    .containsEntry("high-availability.zookeeper.quorum", "localhost:6123")
                    .containsEntry("taskmanager.numberOfTaskSlots", "3")
                    .containsEntry("taskmanager.memory.task.heap.size", "700 mb")
                    .containsEntry("io.tmp.dirs", odd.resolve("tmp").toString());
        }
    }

    @Test
    void isOneClustersAtATime() throws IOException {
        Path dir = root.resolve("flink");
        try (var _ = ClusterFolder.open(dir)) {
            assertThatThrownBy(() -> ClusterFolder.open(dir))
                    .isInstanceOf(BadInputException.class)
                    .hasMessage("--dir: %s is used by another cluster, which runs", dir);
        }
        ClusterFolder.open(dir).close();
    }

    @Test
    void keepsWhatALaterClusterGoesOnFrom() throws IOException {
        Path dir = root.resolve("flink");
        try (var folder = ClusterFolder.open(dir)) {
            Files.createDirectories(folder.savepoints().resolve("savepoint-1"));
            Files.createDirectories(folder.zooKeeper().resolve("version-2"));
            Files.writeString(folder.temporary().resolve("blob"), "");
        }

        try (var folder = ClusterFolder.open(dir)) {
            assertThat(folder.savepoints().resolve("savepoint-1")).exists();
            assertThat(folder.zooKeeper().resolve("version-2")).exists();
            assertThat(folder.temporary()).isEmptyDirectory();
        }
    }

    @Test
    void lookingAtWhatRunsIsItsOwnersAlone() throws IOException {
        try (var folder = ClusterFolder.open(root.resolve("flink"))) {
            assertThat(List.of(folder.jobs(), folder.zooKeeper()))
                    .allSatisfy(secret -> assertThat(Files.getPosixFilePermissions(secret))
                            .isEqualTo(PosixFilePermissions.fromString("rwx------")));
        }
    }

    @Test
    void mustBeAFolder() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "");

        assertThatThrownBy(() -> ClusterFolder.open(file))
                .isInstanceOf(BadInputException.class)
                .hasMessage("--dir: cannot write to %s: %s", file, file);
    }
}
