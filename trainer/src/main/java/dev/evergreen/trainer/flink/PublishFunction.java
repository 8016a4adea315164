package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.ModelManifest;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.event.SearchResult.CandidateResult;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.artifact.ModelFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Turns a refitted winner into the records that publish it: the model, the search's result, what the round cost. Waits for
 * all parts of the refit.
 */
final class PublishFunction extends KeyedProcessFunction<String, FitReport, OutputRecord> {
    private final TrainerSpec spec;
    private transient Map<String, Pipeline> pipelines;
    private transient MapState<String, FitReport> parts;

    PublishFunction(TrainerSpec spec) {
        this.spec = spec;
    }

    @Override
    public void open(OpenContext context) {
        pipelines = spec.pipelines();
        parts = getRuntimeContext().getMapState(new MapStateDescriptor<>("parts", String.class, FitReport.class));
    }

    @Override
    public void processElement(FitReport report, Context context, Collector<OutputRecord> out) throws Exception {
        Pipeline pipeline = pipelines.get(report.pipeline());
        if (pipeline == null) {
            return; // This job ran it when its state was saved, and no longer does.
        }
        parts.put(report.request().round() + "/" + report.request().key(), report);
        var all = new ArrayList<FitReport>();
        for (FitReport part : parts.values()) {
            if (part.request().round() == report.request().round()) {
                all.add(part);
            }
        }
        if (all.size() == report.request().parts()) {
            parts.clear();
            publish(pipeline, all, out);
        }
    }

    private void publish(Pipeline pipeline, List<FitReport> all, Collector<OutputRecord> out) {
        Refit refit = Refit.together(all);
        Carried before = Json.read(refit.report().request().carried(), Carried.class, Integer.MAX_VALUE);
        Carried round = before.with(before.tally().plusRefit(pipeline, all));
        out.collect(Outputs.fitMetric(pipeline, refit.report()));
        switch (refit) {
            case Refit.Failed failed ->
                Outputs.failed(
                                pipeline,
                                round,
                                "the winner's refit failed: "
                                        + failed.report().outcome().failure())
                        .forEach(out::collect);
            case Refit.Fitted fitted -> publish(pipeline, fitted, round, out);
        }
    }

    private void publish(Pipeline pipeline, Refit.Fitted refit, Carried round, Collector<OutputRecord> out) {
        byte[] artifact = refit.model().artifact();
        byte[] model = ModelFile.encode(manifest(pipeline, round.result(), refit), artifact);
        if (model.length > spec.maxModelBytes()) {
            Outputs.failed(pipeline, round, tooLarge(model.length)).forEach(out::collect);
            return;
        }
        out.collect(Outputs.model(pipeline, model));
        Outputs.finished(pipeline, round, ModelFile.artifactSha256(artifact)).forEach(out::collect);
    }

    private String tooLarge(int bytes) {
        return "the model has %,d bytes and the topic takes %,d: try fewer or shallower trees"
                .formatted(bytes, spec.maxModelBytes());
    }

    private static ModelManifest manifest(Pipeline pipeline, SearchResult result, Refit.Fitted refit) {
        CandidateResult winner = result.candidates().getFirst();
        byte[] artifact = refit.model().artifact();
        return new ModelManifest(
                pipeline.name(),
                result.round(),
                winner.learner(),
                winner.params(),
                refit.report().request().seed(),
                pipeline.search().cv(),
                result.refit(),
                winner.scores(),
                refit.findings().score(),
                refit.findings().importance(pipeline.features()),
                result.window(),
                winner.windowPart(),
                pipeline.features(),
                pipeline.label(),
                refit.model().trees(),
                refit.model().nodes(),
                artifact.length,
                ModelFile.artifactSha256(artifact),
                Instant.now(),
                Versions.current());
    }
}
