package dev.evergreen.infra.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

    /** The same with another limit of its heap, in MiB, whatever this one's is. */
    public JavaCommand withHeap(int mb) {
        return with(List.of("-Xmx" + mb + "m"));
    }

    /** The same with a heap of so many MiB that is there from the start, so that nothing waits for memory later. */
    public JavaCommand withWholeHeap(int mb) {
        return with(List.of("-Xms" + mb + "m", "-Xmx" + mb + "m", "-XX:+AlwaysPreTouch"));
    }

    /** The same that writes no archive of classes when it ends: for several of one command, which may end at once. */
    public JavaCommand keepingNoClasses() {
        return new JavaCommand(java, SharedArchive.unwritten(options), classPath);
    }

    /** The same with this collector, whatever this one's is. */
    public JavaCommand with(Collector collector) {
        return new JavaCommand(java, collector.in(options), classPath);
    }

    private JavaCommand with(List<String> more) {
        // How large the launcher lets the young generation be is not meant for a heap of another size.
        var others = options.stream().filter(option -> !option.startsWith("-XX:MaxNewSize="));
        return new JavaCommand(java, Stream.concat(others, more.stream()).toList(), classPath);
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

    /** Whether a process of these words will write its archive of classes when it ends, which takes seconds, as there is none yet. */
    public static boolean keepsClasses(List<String> words) {
        return SharedArchive.isWrittenBy(words);
    }
}
