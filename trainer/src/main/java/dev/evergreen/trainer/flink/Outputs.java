package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.resource.ProcessCost;
import dev.evergreen.trainer.search.Candidate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Records for Kafka from what the job found out. All of a pipeline's are keyed by its name. */
final class Outputs {
    private Outputs() {}

    static double secondsSince(Instant start) {
        return (System.currentTimeMillis() - start.toEpochMilli()) / 1e3;
    }

    static OutputRecord fitMetric(Pipeline pipeline, FitReport report) {
        FitRequest request = report.request();
        Candidate candidate = Json.read(request.candidate(), Candidate.class);
        var metric = new ResourceMetric.Fit(
                pipeline.name(),
                request.round(),
                candidate.number(),
                request.isRefit() ? Optional.empty() : Optional.of(request.fold()),
                candidate.learner(),
                candidate.params(),
                report.failed() ? Optional.of(report.failure()) : Optional.empty(),
                report.subtask(),
                report.trainRows(),
                Instant.ofEpochMilli(report.startedAt()),
                report.wallS(),
                report.cpuS(),
                report.queueWaitS(),
                report.allocatedBytes());
        return record(pipeline, pipeline.topics().resourceMetrics(), Json.write(metric));
    }

    static OutputRecord model(Pipeline pipeline, byte[] modelFile) {
        return record(pipeline, pipeline.topics().models(), modelFile);
    }

    /** The end of a round: its result, and what it cost. */
    static List<OutputRecord> finished(Pipeline pipeline, Carried round, SearchResult result) {
        Optional<ProcessCost> process = round.meter().since();
        double speedup = result.wallS() > 0 ? round.cpuS() / result.wallS() : 0;
        var metric = new ResourceMetric.Round(
                pipeline.name(),
                result.round(),
                result.nJobs(),
                round.fits(),
                round.failedFits(),
                result.startedAt(),
                result.wallS(),
                round.cpuS(),
                process.map(ProcessCost::cpuS),
                process.map(ProcessCost::gcS),
                process.map(ProcessCost::peakHeapBytes),
                round.allocatedBytes(),
                speedup,
                speedup / result.nJobs());
        return List.of(
                record(pipeline, pipeline.topics().searches(), Json.write(result)),
                record(pipeline, pipeline.topics().resourceMetrics(), Json.write(metric)));
    }

    /** A round that ends without a model; the champion stays. */
    static List<OutputRecord> failed(Pipeline pipeline, Carried round, String failure) {
        SearchResult r = round.result();
        return finished(
                pipeline,
                round,
                new SearchResult(
                        r.pipeline(),
                        r.round(),
                        r.trigger(),
                        Optional.of(failure),
                        Optional.empty(),
                        Optional.empty(),
                        r.refit(),
                        r.candidates(),
                        r.window(),
                        r.nJobs(),
                        r.startedAt(),
                        secondsSince(r.startedAt())));
    }

    private static OutputRecord record(Pipeline pipeline, String topic, byte[] value) {
        return new OutputRecord(topic, pipeline.name().getBytes(StandardCharsets.UTF_8), value);
    }
}
