package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.WindowInfo;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowFunctionTest {
    private static final int FITS = 9;

    private final Pipeline pipeline = Examples.classification("p", 300, 400, new NJobs(2));
    private final List<LabeledRow> rows = Examples.rows(pipeline, 2_000);

    private final Map<Long, Long> started = new HashMap<>();

    @TempDir
    private Path snapshots;

    private KeyedTwoInputStreamOperatorTestHarness<String, LabeledRow, Signal, FitRequest> window;

    @BeforeEach
    void open() throws Exception {
        window = harness();
        window.open();
    }

    @AfterEach
    void close() throws Exception {
        window.close();
    }

    @Test
    void startsARoundWhenEnoughRowsHaveCome() throws Exception {
        rows(0, 299);
        assertThat(window.extractOutputValues()).isEmpty();

        rows(299, 300);

        assertThat(window.extractOutputValues()).hasSize(FITS).allSatisfy(request -> {
            assertThat(request.round()).isEqualTo(1);
            assertThat(request.subtask()).isBetween(0, 1);
            assertThat(request.plan()).isEqualTo(Digests.plan(pipeline));
        });
        assertThat(rounds()).singleElement().satisfies(round -> {
            assertThat(round.fits()).isEqualTo(FITS);
            assertThat(round.plan()).isEqualTo(Digests.plan(pipeline));
            assertThat(round.trigger()).isEqualTo("300 rows since the last trigger");
            assertThat(lastOffset(round)).isEqualTo(299);
        });
    }

    @Test
    void theLatestTriggerWaitsForTheRoundToEndAndTrainsOnTheRowsOfItsOwnTime() throws Exception {
        rows(0, 1_000);
        assertThat(rounds()).hasSize(1);

        signal(finished(1));

        assertThat(rounds()).hasSize(2);
        RoundStart second = rounds().get(1);
        assertThat(second.round()).isEqualTo(2);
        assertThat(info(second).rows()).isEqualTo(400);
        // Triggers came at 600 and at 900 rows; rows went on to 1,000.
        assertThat(lastOffset(second)).isEqualTo(899);
        assertThat(info(second).offsets().getFirst().first()).isEqualTo(500);
    }

    @Test
    void anOrderOfDriftThatComesAfterItsRowsRoundStartsNone() throws Exception {
        rows(0, 300);
        signal(finished(1));
        rows(300, 310);

        signal(drift(rows.get(299).eventTime()));
        assertThat(rounds()).hasSize(1);

        signal(drift(rows.get(300).eventTime()));
        assertThat(rounds()).hasSize(2);
        assertThat(lastOffset(rounds().get(1))).isEqualTo(309);
    }

    @Test
    void goesOnAfterARestoreWithWindowRoundNumberAndWaitingTrigger() throws Exception {
        rows(0, 650);
        remember();
        OperatorSubtaskState savepoint = window.snapshot(1, 1);
        window.close();
        window = harness();
        window.initializeState(savepoint);
        window.open();

        signal(finished(1));

        assertThat(rounds()).singleElement().satisfies(round -> {
            assertThat(round.round()).isEqualTo(2);
            assertThat(info(round).rows()).isEqualTo(400);
            assertThat(lastOffset(round)).isEqualTo(599);
        });
        signal(finished(2));
        rows(650, 899);
        assertThat(rounds()).hasSize(1);
        rows(899, 900);
        assertThat(rounds()).hasSize(2);
        assertThat(lastOffset(rounds().get(1))).isEqualTo(899);
    }

    @Test
    void aWindowAfterARestoreHasTheFingerprintOfOneThatWasNeverInterrupted() throws Exception {
        rows(0, 450);
        remember();
        OperatorSubtaskState savepoint = window.snapshot(1, 1);
        signal(finished(1));
        rows(450, 600);
        String undisturbed = info(rounds().get(1)).fingerprint();
        window.close();
        window = harness();
        window.initializeState(savepoint);
        window.open();

        signal(finished(1));
        rows(450, 600);

        assertThat(info(rounds().getFirst()).fingerprint()).isEqualTo(undisturbed);
    }

    @Test
    void startsARoundOnOrderOnceThereAreEnoughRows() throws Exception {
        rows(0, 100);
        signal(retrain(ControlMessage.Cause.USER));
        assertThat(rounds()).isEmpty();

        rows(100, 300);

        assertThat(rounds())
                .singleElement()
                .satisfies(round -> assertThat(round.trigger()).contains("because I say so"));
    }

    @Test
    void goesOnCountingWhereEarlierJobsEnded() throws Exception {
        window.close();
        window = harness(pipeline, Map.of("p", 41L));
        window.open();

        rows(0, 300);

        assertThat(rounds()).singleElement().extracting(RoundStart::round).isEqualTo(42L);
    }

    @Test
    void doesNotCountASignalOfAnotherPipeline() throws Exception {
        rows(0, 299);

        signal(Signal.finished("unknown", 1, 0));

        assertThat(window.extractOutputValues()).isEmpty();
    }

    @Test
    void keepsOneWindowFileWhileARoundRunsAndNoneAfterwards() throws Exception {
        rows(0, 700);
        assertThat(files()).singleElement().asString().matches("round-1-[0-9a-f]{12}.window");

        signal(finished(1));
        assertThat(files()).singleElement().asString().matches("round-2-[0-9a-f]{12}.window");

        signal(finished(2));
        assertThat(files()).isEmpty();
    }

    @Test
    void anEarlierLifesResultDoesNotEndARoundOfTheSameNumber() throws Exception {
        rows(0, 700);

        signal(Signal.finished("p", 1, startedAt(1) - 1));

        assertThat(rounds()).hasSize(1);
    }

    @Test
    void givesUpARoundWhoseEndIsNotHeardWithinADay() throws Exception {
        rows(0, 700);
        long day = WindowFunction.ROUND_AT_MOST.toMillis();

        window.setProcessingTime(startedAt(1) + day - 1);
        assertThat(rounds()).hasSize(1);

        window.setProcessingTime(startedAt(1) + day);
        assertThat(rounds()).extracting(RoundStart::round).containsExactly(1L, 2L);
    }

    @Test
    void startsARoundWhenTheTimeIsUp() throws Exception {
        window.close();
        window = harness(Examples.every(pipeline, Duration.ofMinutes(10), new Window.Rows(400)), Map.of());
        window.open();
        rows(0, 100);

        window.setProcessingTime(Duration.ofMinutes(10).toMillis() - 1);
        assertThat(rounds()).isEmpty();
        window.setProcessingTime(Duration.ofMinutes(10).toMillis());

        assertThat(rounds()).singleElement().satisfies(round -> {
            assertThat(round.trigger()).isEqualTo("600 s since the last trigger");
            assertThat(info(round).rows()).isEqualTo(100);
        });
    }

    @Test
    void trainsOnTheRowsOfATimeSpanAndForgetsOlderOnes() throws Exception {
        window.close();
        // Rows are half an hour apart.
        var span = new Window.Span(Duration.ofHours(50), 1_000);
        window = harness(Examples.every(pipeline, Duration.ofMinutes(10), span), Map.of());
        window.open();
        rows(0, 2_000);

        window.setProcessingTime(Duration.ofMinutes(10).toMillis());

        assertThat(rounds()).singleElement().satisfies(round -> {
            assertThat(info(round).rows()).isEqualTo(100);
            assertThat(lastOffset(round)).isEqualTo(1_999);
            assertThat(info(round).offsets().getFirst().first()).isEqualTo(1_900);
        });
    }

    @Test
    void beginsTheWindowAnewWhenTheColumnsHaveChanged() throws Exception {
        rows(0, 250);
        OperatorSubtaskState savepoint = window.snapshot(1, 1);
        window.close();
        Pipeline renamed = Examples.withOtherClasses(pipeline);
        window = harness(renamed, Map.of());
        window.initializeState(savepoint);
        window.open();

        rows(250, 549);
        assertThat(rounds()).isEmpty();
        rows(549, 550);

        assertThat(rounds()).singleElement().satisfies(round -> {
            assertThat(info(round).rows()).isEqualTo(300);
            assertThat(info(round).offsets().getFirst().first()).isEqualTo(250);
        });
    }

    @Test
    void forgetsRowsThatNoWindowNeeds() throws Exception {
        rows(0, 300);
        signal(finished(1));
        int small = window.numKeyedStateEntries();
        rows(300, 2_000);

        // Blocks of 256 rows: the 400 of the window and those of the trigger that waits.
        assertThat(window.numKeyedStateEntries()).isEqualTo(small);
    }

    private KeyedTwoInputStreamOperatorTestHarness<String, LabeledRow, Signal, FitRequest> harness() throws Exception {
        return harness(pipeline, Map.of());
    }

    private KeyedTwoInputStreamOperatorTestHarness<String, LabeledRow, Signal, FitRequest> harness(
            Pipeline run, Map<String, Long> roundsBefore) throws Exception {
        var spec = TrainerSpec.of(List.of(run), 2, snapshots.toUri().toString()).after(roundsBefore);
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new WindowFunction(spec)),
                LabeledRow::pipeline,
                Signal::pipeline,
                Types.STRING);
    }

    private void rows(int from, int to) throws Exception {
        for (LabeledRow row : rows.subList(from, to)) {
            window.processElement1(new StreamRecord<>(row));
        }
    }

    private void signal(Signal signal) throws Exception {
        window.processElement2(new StreamRecord<>(signal));
    }

    private Signal finished(long round) {
        return Signal.finished("p", round, startedAt(round));
    }

    private long startedAt(long round) {
        remember();
        return started.getOrDefault(round, 0L);
    }

    /** When rounds began is read off the machine's clock, and gone with the harness. */
    private void remember() {
        rounds().forEach(round -> started.put(round.round(), round.startedAt()));
    }

    private static Signal retrain(ControlMessage.Cause cause) {
        return Signal.retrain(new ControlMessage("p", ControlMessage.Command.RETRAIN, cause, "because I say so"));
    }

    private static Signal drift(long upTo) {
        return Signal.retrain(new ControlMessage(
                "p",
                ControlMessage.Command.RETRAIN,
                ControlMessage.Cause.DRIFT,
                Optional.empty(),
                Optional.empty(),
                "accuracy fell",
                Optional.empty(),
                Optional.of(Instant.ofEpochMilli(upTo))));
    }

    private List<RoundStart> rounds() {
        return Optional.ofNullable(window.getSideOutput(WindowFunction.ROUNDS)).stream()
                .flatMap(queue -> queue.stream())
                .map(StreamRecord::getValue)
                .toList();
    }

    private static WindowInfo info(RoundStart round) {
        return Json.read(round.window(), WindowInfo.class);
    }

    private static long lastOffset(RoundStart round) {
        return info(round).offsets().getFirst().last();
    }

    private List<String> files() throws Exception {
        try (Stream<Path> all = Files.list(snapshots.resolve("p"))) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList();
        }
    }
}
