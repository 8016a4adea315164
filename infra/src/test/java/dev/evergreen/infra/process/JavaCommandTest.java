package dev.evergreen.infra.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaCommandTest {

    @Test
    void startsTheSameJavaWithTheSameOptions() {
        var command = new JavaCommand(Path.of("jdk/bin/java"), List.of("-Xmx1g", "-Da=b c"), "x.jar:y.jar");

        assertThat(command.running(String.class, Path.of("tmp"), List.of("bench", "--json")))
                .containsExactly(
                        "jdk/bin/java",
                        "-Xmx1g",
                        "-Da=b c",
                        "-Djava.io.tmpdir=tmp",
                        "-cp",
                        "x.jar:y.jar",
                        "java.lang.String",
                        "bench",
                        "--json");
    }

    @Test
    void keepsTheClassesOfEachCommandInAnArchiveOfItsOwn() {
        var command = new JavaCommand(
                Path.of("java"),
                List.of(
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=target/archives/evergreen-bench-search.jsa"),
                "x.jar");

        assertThat(command.running(JavaCommand.class, Path.of("tmp"), List.of("search", "--json", "data")))
                .contains(
                        "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=target/archives/javacommand-search.jsa");
        assertThat(command.running(JavaCommand.class, Path.of("tmp"), List.of("bench", "n-jobs-rounds", "data")))
                .contains("-XX:SharedArchiveFile=target/archives/javacommand-bench-n-jobs-rounds.jsa");
        assertThat(command.running(JavaCommand.class, Path.of("tmp"), List.of("x.Y")))
                .as("two programs that end at once must not write one file")
                .noneMatch(option -> option.contains("SharedArchive"));
    }

    @Test
    void severalThatMayEndAtOnceReadTheArchiveOnly() {
        var command = new JavaCommand(
                Path.of("java"),
                List.of(
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=target/archives/evergreen-bench-search.jsa"),
                "a.jar");

        List<String> words = command.keepingNoClasses().running(JavaCommand.class, Path.of("tmp"), List.of("search"));

        assertThat(words)
                .contains("-XX:SharedArchiveFile=target/archives/javacommand-search.jsa")
                .doesNotContain("-XX:+AutoCreateSharedArchive");
        assertThat(JavaCommand.keepsClasses(words)).isFalse();
    }

    @Test
    void aHeapOfItsOwnOverrulesThatOfThisProcess() {
        var command = new JavaCommand(Path.of("java"), List.of("-Xms3g", "-Xmx3g", "-XX:MaxNewSize=256m"), "x.jar");

        // Of several the last counts.
        assertThat(command.withHeap(64).options()).containsExactly("-Xms3g", "-Xmx3g", "-Xmx64m");
        assertThat(command.withWholeHeap(128).options())
                .containsExactly("-Xms3g", "-Xmx3g", "-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch");
    }

    @Test
    void leavesTheDebuggersPortToThisProcess() {
        var command = new JavaCommand(
                Path.of("java"), List.of("-agentlib:jdwp=transport=dt_socket,address=5005", "-Xmx1g"), "");

        assertThat(command.options()).containsExactly("-Xmx1g");
    }

    @Test
    void knowsHowThisProcessWasStarted() {
        var command = JavaCommand.ofThisProcess();

        assertThat(command.java()).isExecutable();
        assertThat(command.options()).contains("--sun-misc-unsafe-memory-access=allow");
        assertThat(command.classPath()).isNotEmpty();
    }

    @Test
    void theFirstOfItsKindKeepsItsClasses(@TempDir Path folder) throws IOException {
        Path archives = folder.resolve("evergreen.jsa");
        var archiving = new JavaCommand(
                Path.of("java"),
                List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archives),
                "lib.jar");
        List<String> words = archiving.running(JavaCommand.class, folder, List.of("search"));
        assertThat(JavaCommand.keepsClasses(words)).isTrue();

        Files.createFile(folder.resolve("javacommand-search.jsa"));
        assertThat(JavaCommand.keepsClasses(words)).isFalse();
        assertThat(JavaCommand.keepsClasses(archiving.running(JavaCommand.class, folder, List.of("bench", "fit"))))
                .isTrue();

        var plain = new JavaCommand(Path.of("java"), List.of("-Xmx1g"), "lib.jar");
        assertThat(JavaCommand.keepsClasses(plain.running(JavaCommand.class, folder, List.of("search"))))
                .isFalse();
    }
}
