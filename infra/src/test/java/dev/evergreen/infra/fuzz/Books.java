package dev.evergreen.infra.fuzz;

import dev.evergreen.infra.embedded.EmbeddedStack;
import dev.evergreen.ingest.pipeline.Topics;
import dev.evergreen.ingest.streams.StreamsApp;
import java.util.List;
import java.util.stream.Stream;

/** What was sent against what the parts count and publish: once all is done, each entry's two sides are equal. */
record Books(EmbeddedStack stack, Topics topics, Inputs inputs, Results results) {

    /** One sum, in messages. */
    record Entry(String what, long sent, long found) {
        boolean balanced() {
            return sent == found;
        }
    }

    List<Entry> unbalanced() {
        return Stream.of(returned(), ingest(), answers(), decisions())
                .flatMap(List::stream)
                .filter(entry -> !entry.balanced())
                .toList();
    }

    private List<Entry> returned() {
        return inputs.rejected().stream()
                .map(input -> new Entry(
                        input.topic() + ": refused = back at once",
                        input.ledger().refused(),
                        input.ledger().returnedAtOnce()))
                .toList();
    }

    private List<Entry> ingest() {
        Ledger features = inputs.features().ledger();
        Ledger labels = inputs.labels().ledger();
        long later = features.returnedLater() + labels.returnedLater();
        long joined = total("joined-total");
        return List.of(
                new Entry(
                        "features and labels accepted = 2 joined + waiting + back later",
                        features.accepted() + labels.accepted(),
                        2 * joined + total("waiting", "evergreen-ingest") + later),
                new Entry(
                        "features and labels refused + back later = ingest's rejects",
                        features.refused() + labels.refused() + later,
                        total("rejected-total")),
                new Entry("joined = labeled rows of ingest", joined, results.ofTheStack(topics.labeled())));
    }

    private List<Entry> answers() {
        Ledger features = inputs.features().ledger();
        Ledger labeled = inputs.labeled().ledger();
        long answers = total("scored-total") + total("unscored-total");
        return List.of(
                new Entry(
                        "features and labeled accepted = answered + evaluated + waiting + abandoned + repeated",
                        features.accepted() + labeled.accepted() + results.ofTheStack(topics.labeled()),
                        answers
                                + total("evaluated-total")
                                + total("waiting", "evergreen-evaluator")
                                + total("abandoned-total")
                                + total("repeated-total")),
                new Entry(
                        "features and labeled refused = malformed",
                        features.refused() + labeled.refused(),
                        total("malformed-total")),
                new Entry("answers = predictions", answers, results.ofTheStack(topics.predictions())),
                new Entry(
                        "evaluated = evaluations", total("evaluated-total"), results.ofTheStack(topics.evaluations())),
                new Entry("rows lost between answer and evaluation", 0, total("foreign-total")));
    }

    private List<Entry> decisions() {
        var orders = new Entry("orders = outcomes", inputs.control().ledger().orders(), results.outcomes());
        return Stream.concat(Stream.of(orders), inputs.counted().stream().map(this::counted))
                .toList();
    }

    private Entry counted(Input input) {
        return new Entry(
                input.topic() + " = accepted + refused + repeated",
                input.ledger().sent() + results.ofTheStack(input.topic()),
                accepted(input) + refused(input) + repeated(input));
    }

    /** By the reader's own count, of a topic whose refused messages do not come back. */
    long accepted(Input input) {
        return total(name(input) + "-accepted-total");
    }

    long refused(Input input) {
        return total(name(input) + "-refused-total");
    }

    long repeated(Input input) {
        return total(name(input) + "-repeated-total");
    }

    private String name(Input input) {
        return input.topic().substring(topics.prefix().length() + 1);
    }

    long total(String metric) {
        return total(metric, "evergreen-");
    }

    private long total(String metric, String group) {
        return stack.streamsApps().stream()
                .map(StreamsApp::metrics)
                .flatMap(metrics -> metrics.entrySet().stream())
                .filter(entry -> entry.getKey().name().equals(metric)
                        && entry.getKey().group().startsWith(group))
                .mapToLong(entry -> ((Number) entry.getValue().metricValue()).longValue())
                .sum();
    }
}
