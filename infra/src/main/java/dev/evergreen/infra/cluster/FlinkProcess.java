package dev.evergreen.infra.cluster;

import dev.evergreen.infra.process.ParentWatch;
import java.util.Arrays;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/**
 * A process of Flink's own that does not outlive the one that started it. It uses nothing but the JDK and Flink: what a
 * user's jar has as well is not on its class path.
 */
public final class FlinkProcess {

    /** What of a cluster a process is. */
    enum Role {
        JOB_MANAGER,
        TASK_MANAGER
    }

    private FlinkProcess() {}

    /** @param arguments the role, then Flink's own */
    public static void main(String[] arguments) throws Exception {
        ParentWatch.start();
        String[] ofFlink = Arrays.copyOfRange(arguments, 1, arguments.length);
        switch (Role.valueOf(arguments[0])) {
            case JOB_MANAGER -> StandaloneSessionClusterEntrypoint.main(ofFlink);
            case TASK_MANAGER -> TaskManagerRunner.main(ofFlink);
        }
    }
}
