package dev.evergreen.infra.dashboard;

import dev.evergreen.ingest.event.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** The files that make up the page: all there is, so that it works without any other server. */
final class Page {
    private static final Map<String, String> TYPES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "page.css", "text/css; charset=utf-8",
            "page.js", "text/javascript; charset=utf-8",
            "chart.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml");

    private Page() {}

    /** One of them. */
    record File(String type, Bytes bytes) {}

    /** @param path of the request, such as {@code /page.css}; the page itself is {@code /} */
    static Optional<File> at(String path) {
        String name = path.equals("/") ? "index.html" : path.substring(1);
        return Optional.ofNullable(TYPES.get(name)).map(type -> new File(type, Bytes.owning(read(name))));
    }

    private static byte[] read(String name) {
        try (var file = Page.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the page lacks " + name);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
