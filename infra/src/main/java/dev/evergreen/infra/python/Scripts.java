package dev.evergreen.infra.python;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The scripts that a Python runs: files of {@code infra/benchmarks/python}, which travel in this jar. */
public enum Scripts {
    VERSIONS("versions.py"),
    SEARCH("search.py"),
    FIT("fit.py");

    private static final String SHARED = "evergreen_bench.py";

    private final String file;

    Scripts(String file) {
        this.file = file;
    }

    /** Puts this script, and what it imports, into a folder; returns where it lies. */
    public Path in(Path folder) throws IOException {
        for (String each : List.of(SHARED, file)) {
            try (InputStream script = Scripts.class.getResourceAsStream(each)) {
                if (script == null) {
                    throw new IllegalStateException("the script " + each + " is not in the jar");
                }
                Files.write(folder.resolve(each), script.readAllBytes());
            }
        }
        return folder.resolve(file);
    }
}
