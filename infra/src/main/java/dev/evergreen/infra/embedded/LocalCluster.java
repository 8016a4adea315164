package dev.evergreen.infra.embedded;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.client.deployment.executors.LocalExecutor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Flink's local environment, whose cluster can be waited for: Flink's own shuts it down some time after the job's end,
 * and files and threads with it.
 */
public final class LocalCluster implements PipelineExecutorServiceLoader, PipelineExecutorFactory, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private volatile Optional<MiniCluster> cluster = Optional.empty();

    /** An environment that runs one job, on this cluster. */
    public StreamExecutionEnvironment environment(Configuration configuration) {
        configuration.set(DeploymentOptions.TARGET, LocalExecutor.NAME);
        configuration.set(DeploymentOptions.ATTACHED, true);
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, Runtime.getRuntime().availableProcessors());
        return new StreamExecutionEnvironment(this, configuration, getClass().getClassLoader());
    }

    @Override
    public PipelineExecutorFactory getExecutorFactory(Configuration configuration) {
        return this;
    }

    @Override
    public Stream<String> getExecutorNames() {
        return Stream.of(getName());
    }

    @Override
    public String getName() {
        return LocalExecutor.NAME;
    }

    @Override
    public boolean isCompatibleWith(Configuration configuration) {
        return true;
    }

    @Override
    public PipelineExecutor getExecutor(Configuration configuration) {
        return LocalExecutor.createWithFactory(configuration, this::create);
    }

    private MiniCluster create(MiniClusterConfiguration configuration) {
        var created = new MiniCluster(configuration);
        cluster = Optional.of(created);
        return created;
    }

    /** Where a browser finds the page of the cluster, which runs. */
    URI webPage() throws Exception {
        int port = cluster.orElseThrow()
                .getRestAddress()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .getPort();
        return URI.create("http://localhost:" + port);
    }

    /** Returns when all of the cluster is gone. */
    @Override
    public void close() throws Exception {
        if (cluster.isPresent()) {
            cluster.get().closeAsync().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
