package dev.evergreen.infra.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonTest {
    @TempDir
    private Path folder;

    @Test
    void saysThatThereIsNone() throws Exception {
        assertThat(Python.ask("no-such-python", folder))
                .isEqualTo(new Python.Missing("no Python: 'no-such-python' cannot be started"));
    }

    @Test
    void takesWhatFailsForNone() throws Exception {
        assertThat(Python.ask(program("echo 'Segmentation fault' >&2; exit 139"), folder))
                .isInstanceOfSatisfying(
                        Python.Missing.class,
                        missing -> assertThat(missing.line())
                                .endsWith("its process ended with exit code 139 and said last: Segmentation fault"));
    }

    @Test
    void knowsWhatItHas() throws Exception {
        String command = program("""
                echo '{"kind": "versions", "versions": {"python": "3.11.7", "scikit-learn": "1.9.1"}, \
                "broken": ["lightgbm: libgomp.so.1: no such file"]}'
                """);

        var python = ((Python.Runs) Python.ask(command, folder)).python();

        assertThat(python.has(Library.SCIKIT_LEARN)).isTrue();
        assertThat(python.has(Library.LIGHTGBM)).isFalse();
        assertThat(python.lacks(Library.LIGHTGBM)).isEqualTo("lightgbm: libgomp.so.1: no such file");
        assertThat(new Python("python3", Map.of(), List.of()).lacks(Library.LIGHTGBM))
                .isEqualTo("lightgbm: 'python3' does not have it; pip install -r infra/benchmarks/requirements.txt "
                        + "brings it");
    }

    @Test
    void everyScriptTravelsWithWhatItImports() throws Exception {
        for (Scripts script : Scripts.values()) {
            assertThat(script.in(folder)).content().contains("from evergreen_bench import");
        }
        assertThat(folder.resolve("evergreen_bench.py")).content().contains("def say(");
    }

    private String program(String script) throws Exception {
        Path file = Files.writeString(folder.resolve("python"), "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file.toString();
    }
}
