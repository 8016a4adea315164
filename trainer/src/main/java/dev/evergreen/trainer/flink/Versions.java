package dev.evergreen.trainer.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/** Versions of what trains, as they stand in manifests. */
final class Versions {
    private Versions() {}

    /** From a file that the build fills in: jars' own manifests do not survive where all is packed into one. */
    static Map<String, String> current() {
        var built = new Properties();
        try (var file = Versions.class.getResourceAsStream("versions.properties")) {
            built.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "evergreen", built.getProperty("evergreen"),
                "smile", built.getProperty("smile"),
                "java", Runtime.version().toString());
    }
}
