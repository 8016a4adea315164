package dev.evergreen.infra.cluster;

import dev.evergreen.infra.cli.ClusterOptions;
import dev.evergreen.infra.cli.ClusterService;
import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.embedded.EndedOnExit;
import java.net.URI;
import java.util.List;

/** {@code evergreen cluster start}: starts the processes and stays until it is stopped or one of them dies again and again. */
public final class ClusterStart implements ClusterService {

    /**
     * What {@code --json} prints.
     *
     * @param slots of all TaskManagers
     */
    record Started(URI rest, int slots, List<Member> processes) {}

    record Member(String name, long pid, String log) {}

    @Override
    public void run(ClusterOptions options, Output output) throws Exception {
        EndedOnExit.run(() -> stay(options, output));
    }

    private static void stay(ClusterOptions options, Output output) throws Exception {
        output.note("starting a JobManager and %d TaskManager%s"
                .formatted(options.taskManagers(), options.taskManagers() == 1 ? "" : "s"));
        try (var cluster = StandaloneCluster.start(options)) {
            var started = new Started(
                    cluster.rest(),
                    options.allSlots(),
                    cluster.members().stream()
                            .map(member -> new Member(
                                    member.name(), member.pid(), member.log().toString()))
                            .toList());
            output.text("Flink at %s, %d slots".formatted(started.rest(), started.slots()));
            started.processes()
                    .forEach(member ->
                            output.text("%-14s pid %-8d %s".formatted(member.name(), member.pid(), member.log())));
            output.result(started);
            output.note("running; Ctrl-C ends all of them");
            cluster.watch(output::note);
        } catch (InterruptedException asked) {
            output.note("interrupted; all processes have ended");
        }
    }
}
