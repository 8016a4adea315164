package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.ModelManifest;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.event.SearchResult.CandidateResult;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.artifact.ModelFile;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Turns a refitted winner into the records that publish it: the model, the search's result, what the round cost. */
final class PublishFunction extends ProcessFunction<FitReport, OutputRecord> {
    private final TrainerSpec spec;
    private transient Map<String, Pipeline> pipelines;

    PublishFunction(TrainerSpec spec) {
        this.spec = spec;
    }

    @Override
    public void open(OpenContext context) {
        pipelines = spec.pipelines();
    }

    @Override
    public void processElement(FitReport report, Context context, Collector<OutputRecord> out) {
        Pipeline pipeline = pipelines.get(report.pipeline());
        if (pipeline == null) {
            return; // This job ran it when its state was saved, and no longer does.
        }
        Carried round = Json.read(report.request().carried(), Carried.class, Integer.MAX_VALUE)
                .plus(report);
        out.collect(Outputs.fitMetric(pipeline, report));
        if (report.failed()) {
            Outputs.failed(pipeline, round, "the winner's refit failed: " + report.failure())
                    .forEach(out::collect);
            return;
        }
        byte[] model = ModelFile.encode(manifest(pipeline, round.result(), report), report.artifact());
        if (model.length > spec.maxModelBytes()) {
            Outputs.failed(pipeline, round, tooLarge(model.length)).forEach(out::collect);
            return;
        }
        out.collect(Outputs.model(pipeline, model));
        Outputs.finished(pipeline, round, published(round.result(), report)).forEach(out::collect);
    }

    private String tooLarge(int bytes) {
        return "the model has %,d bytes and the topic takes %,d: try fewer or shallower trees"
                .formatted(bytes, spec.maxModelBytes());
    }

    private static SearchResult published(SearchResult r, FitReport report) {
        return new SearchResult(
                r.pipeline(),
                r.round(),
                r.trigger(),
                Optional.empty(),
                r.winner(),
                Optional.of(ModelFile.artifactSha256(report.artifact())),
                r.refit(),
                r.candidates(),
                r.window(),
                r.nJobs(),
                r.startedAt(),
                Outputs.secondsSince(r.startedAt()));
    }

    private static ModelManifest manifest(Pipeline pipeline, SearchResult result, FitReport report) {
        CandidateResult winner = result.candidates().getFirst();
        return new ModelManifest(
                pipeline.name(),
                result.round(),
                winner.learner(),
                winner.params(),
                report.request().seed(),
                pipeline.search().cv(),
                result.refit(),
                winner.scores(),
                result.window(),
                pipeline.features(),
                pipeline.label(),
                report.trees(),
                report.nodes(),
                report.artifact().length,
                ModelFile.artifactSha256(report.artifact()),
                Instant.now(),
                Versions.current());
    }
}
