package dev.evergreen.infra.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.evaluator.streams.ModelListener;
import dev.evergreen.infra.embedded.EmbeddedStack;
import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.EventWriter;
import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.LabelEvent;
import dev.evergreen.ingest.pipeline.CandidateGrid;
import dev.evergreen.ingest.pipeline.Cv;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Retrain;
import dev.evergreen.ingest.pipeline.Scoring;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.ingest.pipeline.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Wrong messages on every topic that the parts read, through all of them as they run: each is accounted for, no part ends,
 * and nothing of them stays on the heap. {@code -Devergreen.fuzz.messages=1000000} sends as many to each topic.
 */
class StreamFuzzIT {
    private static final int PORTIONS = 100;
    private static final int PORTION = Math.max(1, Integer.getInteger("evergreen.fuzz.messages", 2_000) / PORTIONS);
    private static final int MESSAGES = PORTIONS * PORTION;

    /** The clock of events goes on by so much with each portion, and what waits is let go after two. */
    private static final Duration OF_PORTION = Duration.ofHours(1);

    /** More than all that is accepted: no round starts before the good rows at the end. */
    private static final int WINDOW = MESSAGES / 4 + 1_000;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MIB = 1 << 20;

    /**
     * How much more may be live when the second half is through. The heap grows by what caches take until they are full, which
     * are less than half of this, and by the rows of the trainer's window: {@value #ROW_BYTES} bytes each.
     */
    private static final long MAY_GROW = 64 * MIB;

    private static final long ROW_BYTES = 400;

    private static final Pipeline PIPELINE = Good.PIPELINE
            .withWindow(new Window.Rows(WINDOW))
            .withRetrain(new Retrain(Optional.empty(), Optional.empty(), false, WINDOW))
            .withDrift(Good.PIPELINE.drift().withoutTriggers())
            .withSearch(new Search(
                    List.of(new CandidateGrid(
                            "random-forest",
                            Map.of("max_depth", List.of(ParameterValue.of(2))),
                            Map.of("n_estimators", ParameterValue.of(4)))),
                    new Cv(Cv.Splitter.FORWARD, 2, Duration.ZERO),
                    List.of(Scoring.ACCURACY),
                    Scoring.ACCURACY,
                    7));

    /** Kafka keeps records for seven days by their timestamps: all portions have to lie within them. */
    private final Instant end = Instant.now().minus(OF_PORTION);

    private final Inputs inputs = Inputs.of(PIPELINE, MESSAGES + WINDOW);

    @Test
    void everyMessageIsAccountedForAndTheStackGoesOn() throws Exception {
        try (var stack = EmbeddedStack.start(List.of(PIPELINE), ModelListener.none());
                var results = Results.follow(stack.connection(), PIPELINE, inputs);
                var flink = new FlinkPage(stack.flinkPage());
                var sender = new Sender(stack.connection())) {
            var books = new Books(stack, PIPELINE.topics(), inputs, results);
            awaitTrainer(sender, results);

            long started = System.nanoTime();
            send(sender, stack, 0, PORTIONS / 10);
            balance(books);
            long warm = Heap.used();
            send(sender, stack, PORTIONS / 10, PORTIONS / 2);
            balance(books);
            long half = Heap.used();
            long rowsAtHalf = rows(results);
            send(sender, stack, PORTIONS / 2, PORTIONS);
            balance(books);
            long full = Heap.used();
            report(books, System.nanoTime() - started, warm, half, full);

            assertThat(inputs.all())
                    .allSatisfy(input ->
                            assertThat(input.ledger().wrong()).as(input.topic()).isEmpty());
            assertThat(full - half).isLessThan(MAY_GROW + ROW_BYTES * (rows(results) - rowsAtHalf));
            assertThat(rows(results)).isLessThan(WINDOW);

            sendGoodRows(sender);
            balance(books);
            assertThat(results.answered()).isEqualTo(WINDOW);
            assertThat(results.evaluated()).isEqualTo(WINDOW);
            await(
                    () -> "a round",
                    stack,
                    results,
                    () -> results.ofTheStack(PIPELINE.topics().models()) > 0);
            assertThat(results.search().orElseThrow().failure()).isEmpty();
            await(() -> "the trainer's window", stack, results, () -> signals(results) == read(flink));
            assertThat(flink.restarts()).isZero();
            assertThat(stack.streamsApps())
                    .allSatisfy(app -> assertThat(app.failure()).isEmpty());
        }
    }

    /** Of orders and results the trainer reads only those that come when it is there. */
    private static void awaitTrainer(Sender sender, Results results) throws InterruptedException {
        var topics = Set.of(PIPELINE.topics().control(), PIPELINE.topics().searches());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!results.probesReturned().equals(topics)) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            topics.forEach(topic -> sender.probe(topic, Results.PROBE));
            Thread.sleep(500);
        }
    }

    private void send(Sender sender, EmbeddedStack stack, int from, int to) {
        for (int portion = from; portion < to; portion++) {
            Instant time = end.minus(OF_PORTION.multipliedBy(PORTIONS - portion));
            var traffic = new Traffic(portion, time, Math.max(10, PORTION / 20));
            Map<Input, Supplier<Traffic.Message>> sources = Map.of(
                    inputs.features(), traffic.features(),
                    inputs.labels(), traffic.labels(),
                    inputs.labeled(), traffic.labeled(),
                    inputs.control(), traffic.control(),
                    inputs.searches(), traffic.searches(),
                    inputs.models(), traffic.models(),
                    inputs.champions(), traffic.champions());
            for (int i = 0; i < PORTION; i++) {
                long timestamp =
                        time.plus(OF_PORTION.multipliedBy(i).dividedBy(PORTION)).toEpochMilli();
                sources.forEach((input, source) -> {
                    Traffic.Message message = source.get();
                    sender.send(input, message.key(), message.value(), timestamp);
                });
            }
            stack.requireRunning();
        }
        sender.flush();
    }

    /** As many as the window holds, so that a round can start, and the order for it. */
    private void sendGoodRows(Sender sender) {
        var writer = new EventWriter(PIPELINE);
        for (int i = 0; i < WINDOW; i++) {
            String id = Results.WATCHED + i;
            Instant time = end.plusMillis(i);
            var features = FeatureVector.owning(new double[] {i % 10, i % 2});
            byte[] key = Good.utf8(id);
            sender.send(
                    inputs.features(), key, writer.features(new FeatureEvent(id, time, features)), time.toEpochMilli());
            sender.send(
                    inputs.labels(),
                    key,
                    writer.label(new LabelEvent(id, time, i % 10 < 5 ? 0 : 1)),
                    time.toEpochMilli());
        }
        var order = new ControlMessage(
                PIPELINE.name(),
                ControlMessage.Command.RETRAIN,
                ControlMessage.Cause.USER,
                Optional.empty(),
                Optional.empty(),
                "good rows",
                Optional.empty(),
                Optional.empty());
        sender.send(inputs.control(), Good.utf8(PIPELINE.name()), Json.write(order), end.toEpochMilli());
        sender.flush();
    }

    private void balance(Books books) throws Exception {
        var left = new ArrayList<Books.Entry>();
        await(left::toString, books.stack(), books.results(), () -> {
            left.clear();
            left.addAll(books.unbalanced());
            return left.isEmpty();
        });
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    /** Fails if nothing has been published for a while. */
    private static void await(Supplier<String> what, EmbeddedStack stack, Results results, Condition condition)
            throws Exception {
        long records = results.records();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            stack.requireRunning();
            if (results.records() > records) {
                records = results.records();
                deadline = System.nanoTime() + PATIENCE.toNanos();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("nothing happens any more: " + what.get());
            }
            Thread.sleep(250);
        }
    }

    private long rows(Results results) {
        return inputs.labeled().ledger().accepted()
                + results.ofTheStack(PIPELINE.topics().labeled());
    }

    /** What the trainer's window has to have been told of. */
    private long signals(Results results) {
        Ledger control = inputs.control().ledger();
        return rows(results)
                + control.accepted()
                - control.orders()
                + inputs.searches().ledger().accepted()
                + results.ofTheStack(PIPELINE.topics().searches());
    }

    private static long read(FlinkPage flink) throws Exception {
        return flink.read("window");
    }

    private void report(Books books, long nanos, long warm, long half, long full) {
        inputs.rejected().forEach(input -> {
            Ledger ledger = input.ledger();
            System.out.printf(
                    "%-22s %,9d sent %,9d accepted %,9d refused; on rejected: %s%n",
                    input.topic(), ledger.sent(), ledger.accepted(), ledger.refused(), ledger.reasons());
        });
        inputs.counted()
                .forEach(input -> System.out.printf(
                        "%-22s %,9d sent %,9d accepted %,9d refused %,d repeated, %,d of the stack's own among them%n",
                        input.topic(),
                        input.ledger().sent(),
                        books.accepted(input),
                        books.refused(input),
                        books.repeated(input),
                        books.results().ofTheStack(input.topic())));
        System.out.printf(
                "%,d joined, %,d answered, %,d evaluated%n",
                books.total("joined-total"),
                books.total("scored-total") + books.total("unscored-total"),
                books.total("evaluated-total"));
        long messages = (long) MESSAGES * inputs.all().size();
        System.out.printf("%,d messages in %.1f s, %,.0f a second%n", messages, nanos / 1e9, messages / (nanos / 1e9));
        System.out.printf("heap in use: %,d bytes after a tenth, %,d after half, %,d at the end%n", warm, half, full);
    }
}
