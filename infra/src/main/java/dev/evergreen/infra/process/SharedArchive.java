package dev.evergreen.infra.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the JVM keeps the classes that a command loads, so that it starts sooner the next time. Each command has an archive
 * of its own, named as the launcher names it: that of one has little of what another needs.
 */
final class SharedArchive {
    private static final String FILE = "-XX:SharedArchiveFile=";
    private static final String CREATE = "-XX:+AutoCreateSharedArchive";

    /** Of a command, such as {@code bench n-jobs}; options and files are none. */
    private static final Pattern WORD = Pattern.compile("[a-z][a-z-]*");

    private static final int WORDS = 2;

    private SharedArchive() {}

    /**
     * Options of another JVM, with an archive where these have one. Programs without a command get none: two of them may
     * end at once, and would write the same file.
     */
    static List<String> options(List<String> options, Class<?> program, List<String> arguments) {
        Optional<String> name = name(program, arguments);
        return options.stream()
                .flatMap(option -> {
                    if (option.startsWith(FILE)) {
                        return name
                                .map(own -> FILE
                                        + Path.of(option.substring(FILE.length()))
                                                .resolveSibling(own))
                                .stream();
                    }
                    return option.equals(CREATE) && name.isEmpty() ? Stream.empty() : Stream.of(option);
                })
                .toList();
    }

    /** Options of another JVM, which reads the archive of these and does not write it. */
    static List<String> unwritten(List<String> options) {
        return options.stream().filter(option -> !option.equals(CREATE)).toList();
    }

    /**
     * Whether a JVM of these words will write its archive when it ends, which takes seconds, as it is not there yet. One that is of another
     * build counts as there: the launcher removes those.
     */
    static boolean isWrittenBy(List<String> words) {
        return words.contains(CREATE)
                && words.stream()
                        .filter(word -> word.startsWith(FILE))
                        .noneMatch(word -> Files.exists(Path.of(word.substring(FILE.length()))));
    }

    private static Optional<String> name(Class<?> program, List<String> arguments) {
        List<String> command = arguments.stream()
                .limit(WORDS)
                .takeWhile(word -> WORD.matcher(word).matches())
                .toList();
        if (command.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Stream.concat(Stream.of(program.getSimpleName()), command.stream())
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining("-"))
                + ".jsa");
    }
}
