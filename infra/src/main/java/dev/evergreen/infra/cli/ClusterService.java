package dev.evergreen.infra.cli;

/** Does what {@code evergreen cluster start} promises. */
@FunctionalInterface
public interface ClusterService {

    /**
     * Returns when the user has interrupted it, and no process of the cluster is left.
     *
     * @throws BadInputException if a port or the folder is in use, or a process of the cluster ends
     */
    void run(ClusterOptions options, Output output) throws Exception;
}
