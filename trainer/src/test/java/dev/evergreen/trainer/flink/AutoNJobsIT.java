package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.ResourceMetric;
import dev.evergreen.ingest.event.ResourceMetric.Action;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code n_jobs: auto} in the job: what is decided after a round is what the next one runs with. */
@Timeout(180)
class AutoNJobsIT {
    private static final int ROWS = 1_000;
    private static final int CORES = 2;

    @TempDir
    private Path folder;

    @Test
    void everyRoundRunsWithWhatWasDecidedAfterTheOneBefore() throws Exception {
        Published auto = run(NJobs.AUTO, "auto", 5, UnaryOperator.identity());

        assertThat(auto.decisions()).extracting(ResourceMetric.Decision::round).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(auto.decisions())
                .extracting(ResourceMetric.Decision::nJobsBefore)
                .isEqualTo(nJobs(auto));
        assertThat(auto.decisions().subList(0, 4))
                .extracting(ResourceMetric.Decision::nJobsAfter)
                .isEqualTo(nJobs(auto).subList(1, 5));
        assertThat(auto.decisions()).allSatisfy(decision -> {
            assertThat(decision.reason()).isNotBlank();
            assertThat(decision.nJobsAfter()).isBetween(1, CORES);
        });
        // One round to warm up and one to measure, however many cores there are.
        assertThat(nJobs(auto)).startsWith(1, 1);
        assertThat(auto.decisions().getFirst().action()).isEqualTo(Action.WARM_UP);
    }

    /** What this machine is doing decides nothing here: the job is told of another. */
    @Test
    void goesUpWhereItPaysAndDownForAnotherProcessAndUpAgain() throws Exception {
        Published auto = run(NJobs.AUTO, "auto", 10, AutoNJobsIT::onTwoCoresWithAnotherProcessInRounds4And5);

        assertThat(nJobs(auto)).containsExactly(1, 1, 2, 2, 1, 1, 1, 1, 1, 2);
        assertThat(auto.decisions())
                .extracting(ResourceMetric.Decision::action)
                .containsExactly(
                        Action.WARM_UP,
                        Action.CLIMB,
                        Action.STAY,
                        Action.BACK_OFF,
                        Action.STAY,
                        Action.STAY,
                        Action.STAY,
                        Action.STAY,
                        Action.CLIMB,
                        Action.STAY);
        assertThat(auto.decisions().get(3).reason())
                .isEqualTo("the run queue is 3.0 on 2 cores, other processes use 1.0");
        assertThat(subtasks(auto, 2)).containsOnly(0);
        assertThat(subtasks(auto, 3)).containsOnly(0, 1);
        assertThat(subtasks(auto, 5)).containsOnly(0);

        Published serial = run(new NJobs(1), "serial", 10, UnaryOperator.identity());
        assertThat(serial.decisions()).isEmpty();
        assertThat(winners(auto)).hasSize(10).doesNotContain(Optional.empty()).isEqualTo(winners(serial));
        assertThat(auto.searches())
                .usingRecursiveComparison()
                .ignoringFields("nJobs", "startedAt", "wallS", "resources")
                .ignoringFieldsMatchingRegexes(".*(meanFitS|cost)")
                .isEqualTo(serial.searches());
    }

    private Published run(NJobs nJobs, String name, int rounds, UnaryOperator<SearchResult> told) throws Exception {
        Pipeline pipeline = Examples.classification("p", ROWS, ROWS, nJobs);
        return TrainerLoop.run(pipeline, CORES, folder.resolve(name), ROWS, rounds, told);
    }

    private static List<Integer> nJobs(Published published) {
        assertThat(published.searches())
                .extracting(SearchResult::nJobs)
                .isEqualTo(published.rounds().stream()
                        .map(ResourceMetric.Round::nJobs)
                        .toList());
        return published.rounds().stream().map(ResourceMetric.Round::nJobs).toList();
    }

    private static List<Optional<String>> winners(Published published) {
        return published.searches().stream().map(SearchResult::artifactSha256).toList();
    }

    /** Those that the fits of a round were planned for; its refit is split among all. */
    private static List<Integer> subtasks(Published published, long round) {
        return published.fits().stream()
                .filter(fit -> fit.round() == round && fit.fold().isPresent())
                .map(ResourceMetric.Fit::subtask)
                .distinct()
                .sorted()
                .toList();
    }

    private static SearchResult onTwoCoresWithAnotherProcessInRounds4And5(SearchResult result) {
        double others = result.round() == 4 || result.round() == 5 ? 1 : 0;
        double wallS = result.nJobs() == 1 ? 10 : 5.5 * (1 + others / 2);
        var cost = cost(result.resources().orElseThrow(), wallS, others);
        return result.ended(Optional.empty(), result.artifactSha256(), wallS, cost);
    }

    private static ResourceMetric.Round cost(ResourceMetric.Round real, double wallS, double others) {
        double cpuS = real.nJobs() * wallS;
        return new ResourceMetric.Round(
                real.pipeline(),
                real.round(),
                real.nJobs(),
                real.fits(),
                real.failedFits(),
                real.startedAt(),
                wallS,
                cpuS,
                Optional.of(cpuS),
                Optional.of(0.0),
                Optional.of(1L << 28),
                real.allocatedBytes(),
                real.nJobs(),
                1,
                real.nJobs(),
                0,
                Optional.empty(),
                1_000,
                0,
                Optional.of(1L << 28),
                Optional.of(1L << 30),
                Optional.of(0.0),
                Optional.of(real.nJobs() + others),
                Optional.of(others),
                Optional.of(2));
    }
}
