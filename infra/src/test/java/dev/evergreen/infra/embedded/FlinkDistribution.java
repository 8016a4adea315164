package dev.evergreen.infra.embedded;

import java.io.File;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a Flink distribution has and no more, for processes that run the trainer's jar as a cluster does. */
final class FlinkDistribution {
    /** Of the class path of this module, what lies in the {@code lib} folder of a Flink distribution. */
    private static final Pattern LIB = Pattern.compile(
            "(?!flink-connector-kafka)(flink-|kryo-|minlog-|objenesis-|reflectasm-|javassist-|commons-(cli|collections"
                    + "|compress|io|lang3|math3|text)|hash4j-|jsr305-|snakeyaml-engine-|lz4-java-|snappy-java-"
                    + "|slf4j-api-|logback-|log4j-).*\\.jar");

    private FlinkDistribution() {}

    static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> LIB.matcher(new File(entry).getName()).matches())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
