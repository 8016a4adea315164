package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.BenchIngestOptions;
import dev.evergreen.infra.cli.BenchIngestService;
import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.cli.Progress;
import dev.evergreen.infra.cli.ProgressLine;
import dev.evergreen.infra.embedded.EndedOnExit;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.infra.load.LoadMember;
import dev.evergreen.infra.process.JavaCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code evergreen bench ingest}: who drains a backlog how fast, then ingest at a steady rate. */
public final class IngestBench implements BenchIngestService {
    @Override
    public void run(BenchIngestOptions options, Output output) throws Exception {
        EndedOnExit.run(() -> report(options, output));
    }

    private static void report(BenchIngestOptions options, Output output) throws Exception {
        IngestReport report = Measuring.inFolder(output, (folder, progress) -> measure(options, folder, progress));
        if (options.plot().isPresent()) {
            Files.writeString(options.plot().get(), IngestPlot.of(report));
        }
        output.text(IngestText.of(report));
        output.text(options.plot()
                .map(file -> "plot: " + file)
                .orElse("--plot FILE.svg draws it; --json has every sample"));
        output.result(report);
    }

    private static IngestReport measure(BenchIngestOptions options, Path folder, Progress progress) throws Exception {
        var java = JavaCommand.ofThisProcess();
        progress.show(ProgressLine.of("broker", "starting"));
        JavaCommand brokers = java.withHeap(LoadMember.BROKER_HEAP_MB);
        try (var broker = LoadMember.broker(brokers, folder, progress::note)) {
            var kafka = KafkaConnection.to(broker.awaitReady());
            var stage = new LoadStage(options, folder, java, broker, kafka, progress);
            var drains = new Drains(stage);
            List<IngestRun> runs = drains.measure();
            double drained = runs.getFirst().rowsPerS();
            var outcome = new Sustain(stage).measure(drained);
            var sustained = sustained(outcome, drained, runs.get(1).rowsPerS());
            var setting = setting(stage, drains.inBytesPerRow(), outcome.outBytesPerRow());
            return new IngestReport(setting, runs, sustained, warnings(runs, sustained));
        }
    }

    private static IngestReport.Setting setting(LoadStage stage, double inBytesPerRow, double outBytesPerRow) {
        var options = stage.options();
        return new IngestReport.Setting(
                options.source().name(),
                options.source().features().size(),
                options.partitions(),
                options.labelDelay(),
                stage.rememberedRows(),
                options.backlog(),
                inBytesPerRow,
                outBytesPerRow,
                options.turns(),
                options.warmUp().toMillis() / 1e3,
                options.drain().toMillis() / 1e3,
                options.heapMb(),
                Runtime.getRuntime().availableProcessors());
    }

    private static SustainedRun sustained(Sustain.Outcome outcome, double drained, double loop) {
        SteadyRun run = outcome.run();
        var trend = new Trend(run.samples());
        var heap = Trend.of(run.samples(), LoadSample::heapMb);
        return new SustainedRun(
                run.seconds() / 60,
                run.lag().rowsPerS(),
                run.rowsPerS(),
                run.rowsPerS() / loop,
                run.rowsPerS() / drained,
                outcome.keptUp(),
                trend.begin(LoadSample::lagRecords),
                trend.end(LoadSample::lagRecords),
                trend.max(LoadSample::lagRecords),
                trend.begin(LoadSample::rssMb),
                trend.end(LoadSample::rssMb),
                trend.slopePerMinute(LoadSample::rssMb),
                heap.map(h -> h.begin(s -> s.heapMb().orElseThrow())),
                heap.map(h -> h.end(s -> s.heapMb().orElseThrow())),
                run.liveBeginMb(),
                run.liveEndMb(),
                run.per1000Rows(run.spent().cpuS()),
                run.per1000Rows(run.spent().brokerCpuS()),
                run.per1000Rows(run.spent().feedCpuS()),
                run.p50Ms(),
                run.p99Ms(),
                outcome.rows(),
                run.spent().othersShare(),
                outcome.attempts(),
                run.samples());
    }

    private static List<String> warnings(List<IngestRun> runs, SustainedRun sustained) {
        var warnings = new ArrayList<String>();
        for (IngestRun run : runs) {
            double busiest = run.turns().stream()
                    .mapToDouble(DrainTurn::othersShare)
                    .max()
                    .orElseThrow();
            Warnings.busy(run.system(), busiest).ifPresent(warnings::add);
        }
        Warnings.busy("the steady run", sustained.othersShare()).ifPresent(warnings::add);
        if (!sustained.keptUp()) {
            warnings.add("ingest kept up with no rate that was tried");
        }
        return warnings;
    }
}
