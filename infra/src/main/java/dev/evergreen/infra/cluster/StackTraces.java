package dev.evergreen.infra.cluster;

import dev.evergreen.ingest.text.OneLine;
import java.util.List;
import java.util.regex.Pattern;

/** What a stack trace of Flink's comes down to. */
final class StackTraces {
    private static final String CAUSED_BY = "Caused by: ";
    private static final Pattern FRAME = Pattern.compile("\\s+(at |\\.\\.\\. ).*");
    private static final Pattern CLASS_NAME = Pattern.compile("^(?:[a-z_$][\\w$]*\\.)+([A-Z][\\w$]*)(?=:|$)");
    private static final int LONGEST = 400;

    private StackTraces() {}

    /** The innermost cause in one line, its class without a package; of a text that is no stack trace, its first line. */
    static String rootCause(String trace) {
        List<String> lines = trace.lines()
                .filter(line -> !line.isBlank() && !FRAME.matcher(line).matches())
                .toList();
        String root = lines.stream()
                .map(String::strip)
                .filter(line -> line.startsWith(CAUSED_BY))
                .map(line -> line.substring(CAUSED_BY.length()))
                .reduce((_, later) -> later)
                .or(() -> lines.stream().map(String::strip).findFirst())
                .orElse("");
        return OneLine.of(CLASS_NAME.matcher(root).replaceFirst("$1"), LONGEST);
    }
}
