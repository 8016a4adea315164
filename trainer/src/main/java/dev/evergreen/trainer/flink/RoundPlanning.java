package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.governor.Decision;
import dev.evergreen.trainer.governor.Governor;
import dev.evergreen.trainer.governor.GovernorState;
import dev.evergreen.trainer.governor.RoundMeasure;
import dev.evergreen.trainer.search.CostModel;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/** What a pipeline's earlier rounds teach the next one: what fits cost and, where it is asked for, how many at once pay. */
final class RoundPlanning {
    private final TrainerSpec spec;
    private final ValueState<byte[]> costs;
    private final ValueState<byte[]> governor;
    /** Pipelines that have had a round since this process, or the job in it, began. */
    private final Set<String> warm = new HashSet<>();

    RoundPlanning(TrainerSpec spec, RuntimeContext context) {
        this.spec = spec;
        this.costs = context.getState(new ValueStateDescriptor<>("costs", byte[].class));
        this.governor = context.getState(new ValueStateDescriptor<>("governor", byte[].class));
    }

    /** Learns from a finished round; what was decided for the next is for {@code resource-metrics}. */
    Optional<ResourceMetric.Decision> learn(Pipeline pipeline, SearchResult result) throws Exception {
        costs.update(Json.write(learned().learn(ObservedCosts.of(pipeline, result))));
        if (!pipeline.nJobs().isAuto() || result.resources().isEmpty()) {
            return Optional.empty();
        }
        RoundMeasure measure = measure(result, result.resources().get());
        Decision decision = Governor.decide(state(pipeline), measure, spec.nJobs(pipeline));
        warm.add(pipeline.name());
        governor.update(Json.write(decision.next()));
        return Optional.of(decision.after(pipeline.name(), result.round(), measure));
    }

    Expectations expectations(Pipeline pipeline) throws Exception {
        return new Expectations(pipeline, learned());
    }

    /** How many fits the next round is to run at once. */
    int nJobs(Pipeline pipeline) throws Exception {
        int most = spec.nJobs(pipeline);
        return pipeline.nJobs().isAuto() ? Math.min(state(pipeline).nJobs(), most) : most;
    }

    private CostModel learned() throws Exception {
        byte[] json = costs.value();
        return json == null ? CostModel.EMPTY : Json.read(json, CostModel.class, Integer.MAX_VALUE);
    }

    private GovernorState state(Pipeline pipeline) throws Exception {
        byte[] json = governor.value();
        if (json == null) {
            return GovernorState.initial(spec.nJobs(pipeline));
        }
        GovernorState state = Json.read(json, GovernorState.class);
        return warm.contains(pipeline.name()) ? state : state.inNewProcess();
    }

    private static RoundMeasure measure(SearchResult result, ResourceMetric.Round cost) {
        return new RoundMeasure(
                cost.nJobs(),
                result.failure()
                        .or(() -> cost.foundAgain() > 0
                                ? Optional.of("it was interrupted by a restart")
                                : Optional.empty()),
                cost.work(),
                cost.wallS(),
                cost.cpuS(),
                cost.effectiveNJobs() * cost.wallS(),
                cost.gcS(),
                cost.processCpuS(),
                cost.liveHeapBytes(),
                cost.maxHeapBytes().orElse(0L),
                cost.throttledS(),
                cost.runQueue(),
                cost.otherCpu(),
                cost.cores().orElse(1));
    }
}
