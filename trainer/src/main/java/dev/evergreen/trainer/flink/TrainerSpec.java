package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.PipelineFile;
import dev.evergreen.trainer.search.Plans;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the job's functions are told when they are shipped to a cluster: the pipelines, as text, and where things lie.
 *
 * @param cores what {@code n_jobs: -1} means: the cores of this machine, or the slots of a cluster
 * @param snapshotRoot URI of a folder that every TaskManager can read, on any of Flink's file systems
 * @param maxModelBytes largest record that the {@code models} topics take
 * @param roundsBefore by pipeline, the last round of earlier jobs: one that begins without their state goes on counting
 */
public record TrainerSpec(
        List<String> pipelineFiles, int cores, String snapshotRoot, int maxModelBytes, Map<String, Long> roundsBefore)
        implements Serializable {

    public static final int DEFAULT_MAX_MODEL_BYTES = 32 * 1024 * 1024 - 64 * 1024;
    private static final int MAX_FIRST = 40;

    public TrainerSpec {
        pipelineFiles = List.copyOf(pipelineFiles);
        roundsBefore = Map.copyOf(roundsBefore);
    }

    public static TrainerSpec of(List<Pipeline> pipelines, int cores, String snapshotRoot) {
        return new TrainerSpec(
                pipelines.stream().map(PipelineFile::write).toList(),
                cores,
                snapshotRoot,
                DEFAULT_MAX_MODEL_BYTES,
                Map.of());
    }

    public TrainerSpec after(Map<String, Long> rounds) {
        return new TrainerSpec(pipelineFiles, cores, snapshotRoot, maxModelBytes, rounds);
    }

    /** By name, in the order given. */
    public Map<String, Pipeline> pipelines() {
        var byName = new LinkedHashMap<String, Pipeline>();
        for (String file : pipelineFiles) {
            for (Pipeline pipeline : PipelineFile.parse(file, "pipeline")) {
                byName.put(pipeline.name(), pipeline);
            }
        }
        return byName;
    }

    /** Names this job among others on the same Kafka, whatever the order of its pipelines; fit for names of topics. */
    public String deployment() {
        List<String> names = pipelines().keySet().stream().sorted().toList();
        String first = names.getFirst();
        return names.size() == 1
                ? first
                : "%s-and-%d-more-%08x"
                        .formatted(
                                first.substring(0, Math.min(MAX_FIRST, first.length())),
                                names.size() - 1,
                                String.join("+", names).hashCode());
    }

    /** What a cluster calls the job: a later one of the same name is its successor. */
    public String jobName() {
        return "evergreen-trainer " + deployment();
    }

    public int nJobs(Pipeline pipeline) {
        return pipeline.nJobs().resolve(cores);
    }

    /** How many fits there can be at once: a round of each pipeline. */
    public int fitsInFlight() {
        return pipelines().values().stream()
                .map(Pipeline::search)
                .mapToInt(search -> Plans.fits(search, Fit.FITTER))
                .sum();
    }

    /** How many rungs a round has at most, of whichever pipeline; 1 unless one halves. */
    public int rungs() {
        return pipelines().values().stream()
                .map(Pipeline::search)
                .mapToInt(Plans::rungs)
                .max()
                .orElse(1);
    }

    /** Subtasks that the fitting operator needs: the largest {@code n_jobs}. */
    public int fitParallelism() {
        return pipelines().values().stream().mapToInt(this::nJobs).max().orElse(1);
    }
}
