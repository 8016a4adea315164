package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.search.Candidate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Records for Kafka from what the job found out. All of a pipeline's are keyed by its name. */
final class Outputs {
    private Outputs() {}

    /**
     * A fit's cost.
     *
     * @param report of a fold, or of a refit whose parts were put together
     */
    static OutputRecord fitMetric(Pipeline pipeline, FitReport report) {
        FitRequest request = report.request();
        Candidate candidate = request.readDearest();
        FinishedFit outcome = report.outcome();
        var metric = new ResourceMetric.Fit(
                pipeline.name(),
                request.round(),
                candidate.number(),
                request.readCandidates().stream().map(Candidate::number).toList(),
                request.isRefit() ? Optional.empty() : Optional.of(request.fold()),
                candidate.learner(),
                candidate.params(),
                candidate.windowPart(),
                report.failed() ? Optional.of(outcome.failure()) : Optional.empty(),
                report.subtask(),
                outcome.trainRows(),
                Instant.ofEpochMilli(outcome.startedAt()),
                outcome.wallS(),
                outcome.cpuS(),
                report.queueWaitS(),
                outcome.allocatedBytes(),
                request.expectedCpuS(),
                request.expectedBytes(),
                report.again());
        return record(pipeline, pipeline.topics().resourceMetrics(), Json.write(metric));
    }

    static OutputRecord decision(Pipeline pipeline, ResourceMetric.Decision decision) {
        return record(pipeline, pipeline.topics().resourceMetrics(), Json.write(decision));
    }

    static OutputRecord model(Pipeline pipeline, byte[] modelFile) {
        return record(pipeline, pipeline.topics().models(), modelFile);
    }

    /** The end of a round that brought a model: its result, and what it cost. */
    static List<OutputRecord> finished(Pipeline pipeline, Carried round, String artifactSha256) {
        return ended(pipeline, round, Optional.empty(), Optional.of(artifactSha256));
    }

    /** A round that ends without a model; the champion stays. */
    static List<OutputRecord> failed(Pipeline pipeline, Carried round, String failure) {
        return ended(pipeline, round, Optional.of(failure), Optional.empty());
    }

    private static List<OutputRecord> ended(
            Pipeline pipeline, Carried round, Optional<String> failure, Optional<String> artifactSha256) {
        double wallS = (System.currentTimeMillis() - round.result().startedAt().toEpochMilli()) / 1e3;
        ResourceMetric.Round cost = RoundCost.of(round, wallS);
        SearchResult result = round.result().ended(failure, artifactSha256, wallS, cost);
        return List.of(
                record(pipeline, pipeline.topics().searches(), Json.write(result)),
                record(pipeline, pipeline.topics().resourceMetrics(), Json.write(cost)));
    }

    private static OutputRecord record(Pipeline pipeline, String topic, byte[] value) {
        return new OutputRecord(topic, pipeline.name().getBytes(StandardCharsets.UTF_8), value);
    }
}
