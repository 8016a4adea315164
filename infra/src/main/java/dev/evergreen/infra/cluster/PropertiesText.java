package dev.evergreen.infra.cluster;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** Properties as text that {@link Properties#load(java.io.Reader)} reads back. */
final class PropertiesText {
    private PropertiesText() {}

    /** In order, so that the same properties are the same text. */
    static String of(Map<String, String> properties) {
        var all = new Properties();
        all.putAll(properties);
        var text = new StringWriter();
        try {
            all.store(text, null);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        // Without the date, which is a comment.
        return text.toString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .sorted()
                .collect(Collectors.joining("\n"));
    }
}
