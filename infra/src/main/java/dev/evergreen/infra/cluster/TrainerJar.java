package dev.evergreen.infra.cluster;

import dev.evergreen.infra.cli.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The trainer's jar for clusters, as the build makes it beside this module. */
public final class TrainerJar {
    private static final String NAME = "evergreen-trainer-*-flink.jar";
    private static final Path BUILT = Path.of("trainer", "target");

    private TrainerJar() {}

    /** @throws BadInputException if it is not there, with where it was looked for */
    public static Path find() {
        return find(home());
    }

    static Path find(Path here) {
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            Path target = folder.resolve(BUILT);
            if (Files.isDirectory(target)) {
                return in(target)
                        .orElseThrow(() ->
                                new BadInputException("no %s in %s: './mvnw package' makes it, or name one: --jar FILE"
                                        .formatted(NAME, target)));
            }
        }
        throw new BadInputException(
                "no %s in %s beside %s or above: name one: --jar FILE".formatted(NAME, BUILT, here));
    }

    private static Optional<Path> in(Path target) {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches("evergreen-trainer-.*-flink\\.jar"))
                    .max(Path::compareTo);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where this module's classes are: in a folder of the build, or in a jar there. */
    private static Path home() {
        try {
            return Path.of(TrainerJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
