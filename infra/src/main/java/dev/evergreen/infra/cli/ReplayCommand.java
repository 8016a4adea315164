package dev.evergreen.infra.cli;

import static dev.evergreen.infra.cli.Amounts.require;

import dev.evergreen.infra.data.RowSource;
import dev.evergreen.infra.kafka.KafkaProblemException;
import dev.evergreen.infra.kafka.TopicAdmin;
import dev.evergreen.infra.replay.Pace;
import dev.evergreen.infra.replay.Replay;
import dev.evergreen.infra.replay.ReplayProgress;
import dev.evergreen.infra.replay.Schedule;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        description = {
            "Send a CSV file's rows to a pipeline's topics 'features' and 'labels', in the file's order.",
            "Event times begin in 2020 and are half an hour apart; a label comes so many rows after its features.",
            "Ids are the same in every replay: what was sent before is then turned away as a duplicate."
        },
        footer = {
            "",
            "Examples:",
            "  evergreen replay elec.csv --pipeline elec.yaml --bootstrap-servers localhost:9092",
            "  evergreen replay elec.csv --label class --bootstrap-servers localhost:9092 --rate 500 --rows 10000"
        })
final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE.csv", description = "Rows in time order, with a header.")
    private Path data = Path.of("");

    @Option(
            names = "--pipeline",
            paramLabel = "FILE.yaml",
            description = "The pipeline; without it, one named after the file.")
    private Optional<Path> pipeline = Optional.empty();

    @Mixin
    private ColumnOptions columns;

    @Mixin
    private ConnectionOptions connection;

    @Option(names = "--rows", paramLabel = "N", description = "Only the first rows.")
    private Optional<Long> rows = Optional.empty();

    @Option(names = "--rate", paramLabel = "R", description = "Rows a second; without it, as fast as it goes.")
    private Optional<Double> rate = Optional.empty();

    @Option(
            names = "--label-delay",
            paramLabel = "N",
            description = "How many rows a label comes after its features (default: 0).")
    private Optional<Integer> labelDelay = Optional.empty();

    @Option(names = "--json", description = "Print the result as one JSON object on stdout.")
    private boolean json;

    /**
     * What {@code --json} prints.
     *
     * @param records that the broker has acknowledged, features and labels
     */
    record Summary(String pipeline, long features, long labels, long records, double wallS) {}

    @Override
    public Integer call() throws InterruptedException {
        rows.ifPresent(n -> require(n >= 1, "--rows", n, "1 or more"));
        rate.ifPresent(r -> require(r > 0 && Double.isFinite(r), "--rate", r, "a number above 0"));
        labelDelay.ifPresent(n -> require(n >= 0, "--label-delay", n, "0 or more"));
        var declared = pipeline.map(PipelineFiles::pipeline);
        var table = columns.read(data, declared);
        var source = rows.map(table::first).orElse(table);
        var target = declared.orElseGet(source::pipeline);
        int delay = declared.isPresent()
                ? LabelDelay.within(target, labelDelay.map(OptionalInt::of).orElse(OptionalInt.empty()), 0)
                : labelDelay.orElse(0);
        var speed = rate.map(OptionalDouble::of).orElse(OptionalDouble.empty());
        replay(source, target, Schedule.of(delay, speed), Output.of(spec, json));
        return 0;
    }

    private void replay(RowSource source, Pipeline target, Schedule schedule, Output output)
            throws InterruptedException {
        var kafka = connection.connection();
        new TopicAdmin(kafka)
                .require(List.of(target.topics().features(), target.topics().labels()));
        long begin = System.nanoTime();
        ReplayProgress end;
        try (var producer = kafka.producer();
                var progress = output.progress()) {
            end = new Replay(source, target, schedule, producer, Pace.FREE, p -> progress.show(line(p))).run();
        } catch (KafkaException e) {
            throw new KafkaProblemException(e.getMessage(), e);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        output.result(new Summary(target.name(), end.featuresSent(), end.labelsSent(), end.acknowledged(), seconds));
        output.text(String.format(
                Locale.ROOT,
                "sent %,d features and %,d labels to %s and %s in %.1f s",
                end.featuresSent(),
                end.labelsSent(),
                target.topics().features(),
                target.topics().labels(),
                seconds));
    }

    private static ProgressLine line(ReplayProgress p) {
        return ProgressLine.of("replay", p.labelsSent(), p.rows(), "");
    }
}
