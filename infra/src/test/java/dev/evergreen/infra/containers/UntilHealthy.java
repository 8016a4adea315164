package dev.evergreen.infra.containers;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import java.util.List;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategyTarget;

/**
 * Until a container's own check finds it healthy. Unlike {@link Wait#forHealthcheck()}, it does not wait for one that has
 * ended, and tells what a container that did not come up has said: by when a report is read, the container is gone.
 */
final class UntilHealthy extends AbstractWaitStrategy {
    private static final int LINES = 30;

    @Override
    protected void waitUntilReady() {
        long deadline = System.nanoTime() + startupTimeout.toNanos();
        ContainerState state = state(waitStrategyTarget);
        while (!"healthy".equals(state.getHealth().getStatus())) {
            if (!Boolean.TRUE.equals(state.getRunning()) && !Boolean.TRUE.equals(state.getRestarting())) {
                throw failed("ended with %d".formatted(state.getExitCodeLong()));
            }
            if (System.nanoTime() > deadline) {
                throw failed("was %s after %s".formatted(state.getHealth().getStatus(), startupTimeout));
            }
            pause();
            state = state(waitStrategyTarget);
        }
    }

    private ContainerLaunchException failed(String how) {
        List<String> log = waitStrategyTarget.getLogs().lines().toList();
        return new ContainerLaunchException("%s %s, and had said at last:%n%s"
                .formatted(
                        String.join(" ", waitStrategyTarget.getContainerInfo().getArgs()),
                        how,
                        String.join(System.lineSeparator(), log.subList(Math.max(0, log.size() - LINES), log.size()))));
    }

    private static ContainerState state(WaitStrategyTarget target) {
        return target.getCurrentContainerInfo().getState();
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContainerLaunchException("interrupted", e);
        }
    }
}
