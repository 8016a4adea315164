package dev.evergreen.infra.cluster;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.embedded.Directories;
import dev.evergreen.infra.process.ProcessLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.flink.configuration.Configuration;

/**
 * Where a cluster keeps its configuration, logs, checkpoints and savepoints, and remembers what it runs; one cluster at a
 * time. All but logs and temporary files stays when it ends, for the next one to go on from.
 */
final class ClusterFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel lock;

    private ClusterFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** @throws BadInputException if it cannot be written to, or is another cluster's */
    static ClusterFolder open(Path folder) {
        Path whole = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(whole);
            FileChannel lock =
                    FileChannel.open(whole.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(lock)) {
                lock.close();
                throw new BadInputException("--dir: %s is used by another cluster, which runs".formatted(folder));
            }
            return prepared(new ClusterFolder(whole, lock));
        } catch (IOException | UncheckedIOException e) {
            throw new BadInputException("--dir: cannot write to %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static boolean locked(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return false;
        }
    }

    private static ClusterFolder prepared(ClusterFolder opened) throws IOException {
        try {
            opened.prepare();
            return opened;
        } catch (IOException | UncheckedIOException failed) {
            opened.lock.close();
            throw failed;
        }
    }

    private void prepare() throws IOException {
        Directories.delete(logs());
        Directories.delete(temporary());
        Files.createDirectories(configuration());
        Files.createDirectories(logs());
        Files.createDirectories(temporary());
        // Jobs hold the properties of their Kafka clients, passwords among them.
        createForOwner(jobs());
        createForOwner(zooKeeper());
        ProcessLog.write(configuration());
    }

    private static void createForOwner(Path directory) throws IOException {
        Files.createDirectories(directory);
        if (Files.getFileStore(directory).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    void write(Configuration settings) throws IOException {
        Files.writeString(configuration().resolve("config.yaml"), ClusterSettings.yaml(settings));
    }

    /** @return the file */
    Path writeZooKeeper(String settings) throws IOException {
        return Files.writeString(configuration().resolve("zookeeper.properties"), settings);
    }

    Path configuration() {
        return folder.resolve("conf");
    }

    Path logback() {
        return ProcessLog.in(configuration());
    }

    Path logs() {
        return folder.resolve("log");
    }

    Path temporary() {
        return folder.resolve("tmp");
    }

    /** What {@link #zooKeeper} refers to: jobs as they were submitted, and their jars. */
    Path jobs() {
        return folder.resolve("jobs");
    }

    /** Which jobs run, and from which checkpoint they would go on. */
    Path zooKeeper() {
        return folder.resolve("zookeeper");
    }

    Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    Path savepoints() {
        return folder.resolve("savepoints");
    }

    /** Deletes what no later cluster needs. */
    @Override
    public void close() throws IOException {
        try (lock) {
            Directories.delete(temporary());
        }
    }
}
