package dev.evergreen.infra.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.cli.Contestants;
import dev.evergreen.infra.python.Library;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonsTest {
    private static final List<String> ALL = List.of("evergreen", "scikit-learn", "lightgbm");

    private final List<String> notes = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void measuresOurSideAloneWhereALibraryIsMissing() throws Exception {
        var pythons = among(ALL, false, python("\"python\": \"3.11.7\""));

        assertThat(pythons.libraries()).isEmpty();
        assertThat(notes)
                .singleElement()
                .asString()
                .startsWith("scikit-learn: '")
                .contains("pip install -r");
    }

    @Test
    void comparesWithWhatIsThere() throws Exception {
        var pythons = among(ALL, false, python("\"scikit-learn\": \"1.9.1\""));

        assertThat(pythons.libraries()).containsExactly(Library.SCIKIT_LEARN);
        assertThat(notes).singleElement().asString().startsWith("lightgbm: '");
    }

    @Test
    void refusesToDoWithoutWhatTheUserHasNamed() throws Exception {
        String python = python("\"scikit-learn\": \"1.9.1\"");

        assertThatThrownBy(() -> among(List.of("evergreen", "lightgbm"), true, python))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("lightgbm: '");
        assertThatThrownBy(() -> among(ALL, false, "no-such-python"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("no Python: 'no-such-python' cannot be started");
    }

    @Test
    void needsNoPythonWhereNobodyIsComparedWith() throws Exception {
        assertThat(among(List.of("evergreen"), true, "no-such-python"))
                .isEqualTo(new Pythons(Optional.empty(), List.of()));
        assertThat(notes).isEmpty();
    }

    private Pythons among(List<String> systems, boolean required, String python) throws Exception {
        return Pythons.among(new Contestants(systems, required, Optional.of(python)), folder, notes::add);
    }

    private String python(String versions) throws Exception {
        Path file = Files.writeString(
                folder.resolve("python"),
                "#!/bin/sh\necho '{\"kind\": \"versions\", \"versions\": {%s}, \"broken\": []}'\n".formatted(versions));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file.toString();
    }
}
