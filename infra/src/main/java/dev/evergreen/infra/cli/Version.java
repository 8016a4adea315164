package dev.evergreen.infra.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
    private static final String MAVEN = "/META-INF/maven/dev.evergreen/evergreen-infra/pom.properties";

    @Override
    public String[] getVersion() {
        return new String[] {
            "evergreen " + number(), "Java %s (%s)".formatted(Runtime.version(), System.getProperty("java.vm.vendor"))
        };
    }

    /** Of the jar that this class lies in; outside a jar there is none to read. */
    static String number() {
        try (var file = Version.class.getResourceAsStream(MAVEN)) {
            if (file == null) {
                return "development";
            }
            var properties = new Properties();
            properties.load(file);
            return properties.getProperty("version", "development");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
