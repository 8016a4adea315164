package dev.evergreen.infra.cluster;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a Flink distribution has and no more, for processes that run the trainer's jar as a cluster does. */
public final class FlinkDistribution {
    /** Of the class path of this module, what lies in the {@code lib} folder of a Flink distribution. */
    private static final Pattern LIB = Pattern.compile(
            "(?!flink-connector-kafka)(flink-|kryo-|minlog-|objenesis-|reflectasm-|javassist-|commons-(cli|collections"
                    + "|compress|io|lang3|math3|text)|hash4j-|jsr305-|snakeyaml-engine-|lz4-java-|snappy-java-"
                    + "|slf4j-api-|logback-|log4j-).*\\.jar");

    /** What this JVM was given to run Flink, by {@code .mvn/flink-jvm-options}. */
    private static final Pattern JVM_OPTION =
            Pattern.compile("--(add-exports|add-opens|enable-native-access|sun-misc-unsafe-memory-access)=.*");

    private FlinkDistribution() {}

    /** Prints the files, a line each, for whoever puts an image together. */
    public static void main(String[] arguments) {
        files().forEach(System.out::println);
    }

    public static String classPath() {
        return files().collect(Collectors.joining(File.pathSeparator));
    }

    private static Stream<String> files() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> LIB.matcher(new File(entry).getName()).matches());
    }

    /** What every JVM that runs Flink needs. */
    static List<String> jvmOptions() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> JVM_OPTION.matcher(option).matches())
                .toList();
    }
}
