package dev.evergreen.infra.bench;

import dev.evergreen.ingest.pipeline.ParameterValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one search cost on one side, and what it found.
 *
 * @param system whose search
 * @param wallS from the plan to the refitted winner, in a warm process; of ours the median of the warm rounds
 * @param coldWallS the same of our first round in a process; absent for others
 * @param processWallS of a process that does nothing else, from its start to its end
 * @param cpuS user and system of all its processes during {@code wallS}
 * @param peakRssMb of all its processes together; absent where the system does not tell
 * @param bestScore mean over the folds
 * @param bestParams by our names
 * @param faster how many times as fast as scikit-learn with as many jobs; absent if that was not measured
 * @param processFaster the same of {@code processWallS}
 */
public record SearchRun(
        String system,
        int nJobs,
        double wallS,
        Optional<Double> coldWallS,
        double processWallS,
        double cpuS,
        Optional<Double> peakRssMb,
        double bestScore,
        Map<String, ParameterValue> bestParams,
        Optional<Double> faster,
        Optional<Double> processFaster) {
    public SearchRun {
        bestParams = Collections.unmodifiableMap(new TreeMap<>(bestParams));
    }

    /** The same, seen beside the others. */
    SearchRun among(List<SearchRun> all, String baseline) {
        Optional<SearchRun> other = all.stream()
                .filter(run -> run.system.equals(baseline) && run.nJobs == nJobs)
                .findFirst();
        return new SearchRun(
                system,
                nJobs,
                wallS,
                coldWallS,
                processWallS,
                cpuS,
                peakRssMb,
                bestScore,
                bestParams,
                other.map(run -> run.wallS / wallS),
                other.map(run -> run.processWallS / processWallS));
    }
}
