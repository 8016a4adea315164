package dev.evergreen.infra.containers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Our images of what the build has just packaged, by their names. */
record Images(String evergreen, String flink) {

    /** Builds them as users do, but for the packaging. */
    static Images build() throws IOException, InterruptedException {
        Path said = Files.createTempFile("evergreen-images", ".log");
        try {
            Process build = new ProcessBuilder(Path.of("docker", "build").toString(), "--no-package")
                    .redirectError(said.toFile())
                    .start();
            List<String> names = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (build.waitFor() != 0 || names.size() != 2) {
                throw new AssertionError("the images are not built: %s %s".formatted(names, Files.readString(said)));
            }
            return new Images(names.getFirst(), names.getLast());
        } finally {
            Files.delete(said);
        }
    }
}
