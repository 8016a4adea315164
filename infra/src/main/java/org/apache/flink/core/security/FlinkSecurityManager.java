package org.apache.flink.core.security;

import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.ClusterOptions.UserSystemExitMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;

/**
 * Stands in for the class of this name that Flink 2.3.0 has, on whose class path it comes first. That one takes the security manager
 * away before it ends a process, which JDK 24 and later refuse (JEP 486), so that a process which Flink calls broken beyond
 * repair stays, and keeps its slots or its lead. Without a security manager nothing stands in the way of the end, and nothing
 * can watch over a job's {@code System.exit}. Decision 010.
 */
public final class FlinkSecurityManager {
    private static volatile boolean halts;

    private FlinkSecurityManager() {}

    /** @throws IllegalConfigurationException if a job's {@code System.exit} is to be watched */
    public static void setFromConfiguration(Configuration configuration) {
        UserSystemExitMode mode = configuration.get(ClusterOptions.INTERCEPT_USER_SYSTEM_EXIT);
        if (mode != UserSystemExitMode.DISABLED) {
            throw new IllegalConfigurationException(
                    "%s: %s needs a security manager, which Java %s does not have; allowed: %s"
                            .formatted(
                                    ClusterOptions.INTERCEPT_USER_SYSTEM_EXIT.key(),
                                    mode,
                                    Runtime.version().feature(),
                                    UserSystemExitMode.DISABLED));
        }
        halts = configuration.get(ClusterOptions.HALT_ON_FATAL_ERROR);
    }

    /** Nothing is watched. */
    public static void monitorUserSystemExitForCurrentThread() {}

    /** Nothing is watched. */
    public static void unmonitorUserSystemExitForCurrentThread() {}

    /** Ends the process, without its shutdown hooks where {@code cluster.processes.halt-on-fatal-error} says so. */
    public static void forceProcessExit(int exitCode) {
        if (halts) {
            Runtime.getRuntime().halt(exitCode);
        } else {
            System.exit(exitCode);
        }
    }
}
