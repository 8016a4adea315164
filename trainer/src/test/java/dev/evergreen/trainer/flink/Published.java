package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.artifact.MalformedArtifactException;
import dev.evergreen.trainer.artifact.ModelFile;
import java.util.ArrayList;
import java.util.List;

/** What a job sent to one pipeline's topics, decoded. */
record Published(
        List<ModelFile> models,
        List<SearchResult> searches,
        List<ResourceMetric.Fit> fits,
        List<ResourceMetric.Round> rounds,
        List<ResourceMetric.Decision> decisions) {

    static Published of(List<OutputRecord> records, Pipeline pipeline) throws MalformedArtifactException {
        var published = new Published(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (OutputRecord record : records) {
            if (record.topic().equals(pipeline.topics().models())) {
                published.models.add(ModelFile.decode(record.value(), 1 << 24));
            } else if (record.topic().equals(pipeline.topics().searches())) {
                published.searches.add(Json.read(record.value(), SearchResult.class));
            } else if (record.topic().equals(pipeline.topics().resourceMetrics())) {
                switch (Json.read(record.value(), ResourceMetric.class)) {
                    case ResourceMetric.Fit fit -> published.fits.add(fit);
                    case ResourceMetric.Round round -> published.rounds.add(round);
                    case ResourceMetric.Decision decision -> published.decisions.add(decision);
                }
            }
        }
        return published;
    }
}
