package dev.evergreen.infra.embedded;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.PackagedProgramUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * A Flink cluster that outlives its jobs, in a process of its own. It does what it reads from stdin, a word a line, and
 * answers on stdout with lines that begin with {@link #ANSWER}, the last of which is the word.
 *
 * <pre>
 * submit     the jar of the first argument, with the arguments that follow
 * cancel     what was submitted last, and waits until it has ended
 * look       collects garbage and says what is alive: loaders of user code, threads
 * </pre>
 *
 * It uses nothing but the JDK and Flink: what a user's jar has as well must not be on this class path.
 */
public final class SessionCluster {
    static final String ANSWER = "@";
    static final String LOADERS = "loaders ";
    static final String THREAD = "thread ";

    private static final String USER_CODE_LOADER = "org.apache.flink.util.ChildFirstClassLoader";
    private static final int SLOTS = 2;

    private final Configuration configuration = GlobalConfiguration.loadConfiguration();
    private final MiniCluster cluster;
    private Optional<JobID> job = Optional.empty();

    private SessionCluster() {
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .withRandomPorts()
                .build());
    }

    public static void main(String[] arguments) throws Exception {
        var session = new SessionCluster();
        session.cluster.start();
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String word = lines.readLine(); word != null; word = lines.readLine()) {
            switch (word) {
                case "submit" -> session.submit(arguments);
                case "cancel" -> session.cancel();
                case "look" -> look();
                default -> throw new IllegalArgumentException(word);
            }
            answer(word);
        }
        System.exit(0);
    }

    private void submit(String[] arguments) throws Exception {
        try (PackagedProgram program = PackagedProgram.newBuilder()
                .setJarFile(new File(arguments[0]))
                .setArguments(Stream.of(arguments).skip(1).toArray(String[]::new))
                .setConfiguration(configuration)
                .build()) {
            var graph = PackagedProgramUtils.createJobGraph(program, configuration, SLOTS, false);
            job = Optional.of(graph.getJobID());
            cluster.submitJob(graph).get();
        }
    }

    private void cancel() throws Exception {
        JobID id = job.orElseThrow();
        cluster.cancelJob(id).get();
        while (cluster.getJobStatus(id).get() != JobStatus.CANCELED) {
            Thread.sleep(20);
        }
    }

    private static void look() throws Exception {
        answer(LOADERS + loaders());
        List<String> names = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .sorted()
                .toList();
        names.forEach(name -> answer(THREAD + name));
    }

    /** Of the JVM's own census, which collects what is garbage first. */
    private static long loaders() throws Exception {
        String census = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return census.lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length >= 4 && columns[3].equals(USER_CODE_LOADER))
                .mapToLong(columns -> Long.parseLong(columns[1]))
                .sum();
    }

    private static void answer(String line) {
        System.out.println(ANSWER + line);
    }
}
