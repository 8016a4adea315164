package dev.evergreen.infra.cli;

import dev.evergreen.infra.bench.AccuracyBench;
import dev.evergreen.infra.bench.AutoBench;
import dev.evergreen.infra.bench.AutoRounds;
import dev.evergreen.infra.bench.FitBench;
import dev.evergreen.infra.bench.IngestBench;
import dev.evergreen.infra.bench.MeasuredRounds;
import dev.evergreen.infra.bench.NJobsBench;
import dev.evergreen.infra.bench.ScoreBench;
import dev.evergreen.infra.bench.SearchBench;
import dev.evergreen.infra.bench.change.ModelChangeBench;
import dev.evergreen.infra.chaos.Chaos;
import dev.evergreen.infra.cluster.ClusterStart;
import dev.evergreen.infra.cluster.Submission;
import dev.evergreen.infra.demo.Demo;
import dev.evergreen.infra.run.Run;
import dev.evergreen.infra.search.FileSearch;

/** What the commands that run engines hand over to. */
record Services(
        DemoService demo,
        SearchService search,
        RunService run,
        BenchNJobsService benchNJobs,
        RoundsService rounds,
        BenchScoreService benchScore,
        BenchAutoService benchAuto,
        AutoRoundsService autoRounds,
        BenchSearchService benchSearch,
        BenchFitService benchFit,
        BenchAccuracyService benchAccuracy,
        BenchModelChangeService benchModelChange,
        BenchIngestService benchIngest,
        ClusterService cluster,
        SubmitService submit,
        ChaosService chaos) {

    static Services standard() {
        return new Services(
                new Demo(),
                new FileSearch(),
                new Run(),
                new NJobsBench(),
                new MeasuredRounds(),
                new ScoreBench(),
                new AutoBench(),
                new AutoRounds(),
                new SearchBench(),
                new FitBench(),
                new AccuracyBench(),
                new ModelChangeBench(),
                new IngestBench(),
                new ClusterStart(),
                new Submission(),
                new Chaos());
    }
}
