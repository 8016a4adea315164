package dev.evergreen.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.util.List;

/**
 * How many fits there can be at once where a trainer is deployed, and what is asked for them.
 *
 * @param slots of each TaskManager
 * @param cpu of each TaskManager, which is request and limit
 * @param cores that the trainer is told that it has
 */
record Slots(int taskManagers, int slots, double cpu, int cores) {

    static Slots of(Manifest flinkDeployment) {
        JsonNode spec = flinkDeployment.tree().path("spec");
        List<String> arguments = Manifest.texts(spec.at("/job/args"));
        return new Slots(
                spec.at("/taskManager/replicas").asInt(),
                spec.path("flinkConfiguration")
                        .path("taskmanager.numberOfTaskSlots")
                        .asInt(),
                spec.at("/taskManager/resource/cpu").asDouble(),
                Integer.parseInt(arguments.get(arguments.indexOf("--cores") + 1)));
    }

    void assertHold(List<Pipeline> pipelines) {
        assertThat(cpu).isEqualTo(slots);
        assertThat(cores).isPositive().isEqualTo(taskManagers * slots);
        assertThat(pipelines)
                .isNotEmpty()
                .allSatisfy(
                        pipeline -> assertThat(pipeline.nJobs().resolve(cores)).isLessThanOrEqualTo(cores));
    }
}
