package dev.evergreen.infra.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to start a JVM that is like another: the same java, options and class path.
 *
 * @param options of the JVM, not of the program
 */
public record JavaCommand(Path java, List<String> options, String classPath) {
    public JavaCommand {
        // Two processes cannot listen to debuggers on one port.
        options = options.stream()
                .filter(option -> !option.startsWith("-agentlib:jdwp") && !option.startsWith("-Xrunjdwp"))
                .toList();
    }

    public static JavaCommand ofThisProcess() {
        var runtime = ManagementFactory.getRuntimeMXBean();
        return new JavaCommand(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                runtime.getInputArguments(),
                runtime.getClassPath());
    }

    /** The same with another limit of its heap, whatever this one's is. */
    public JavaCommand withHeap(int mb) {
        var more = new ArrayList<>(options);
        more.add("-Xmx" + mb + "m");
        return new JavaCommand(java, more, classPath);
    }

    /** The words that start a program, whose temporary files go to a folder. */
    public List<String> running(Class<?> program, Path temporary, List<String> arguments) {
        var words = new ArrayList<String>();
        words.add(java.toString());
        words.addAll(SharedArchive.options(options, program, arguments));
        words.add("-Djava.io.tmpdir=" + temporary);
        words.add("-cp");
        words.add(classPath);
        words.add(program.getName());
        words.addAll(arguments);
        return words;
    }
}
