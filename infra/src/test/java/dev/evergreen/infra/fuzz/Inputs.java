package dev.evergreen.infra.fuzz;

import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.validation.EventParser;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All topics that the parts of the stack read. */
record Inputs(
        Input features, Input labels, Input labeled, Input control, Input searches, Input models, Input champions) {

    /** @param messages how many each of them will be sent at most */
    static Inputs of(Pipeline pipeline, int messages) {
        var topics = pipeline.topics();
        var parser = new EventParser(pipeline);
        // Results of the stack, and marks of its transactions, take offsets between ours.
        int shared = 2 * messages + 50_000;
        return new Inputs(
                new Input(topics.features(), Verdict.features(parser), new Ledger(messages, true)),
                new Input(topics.labels(), Verdict.labels(parser), new Ledger(messages, true)),
                new Input(topics.labeled(), Verdict.labeled(parser), new Ledger(shared, false)),
                new Input(topics.control(), Verdict.control(parser), new Ledger(shared, false)),
                new Input(topics.searches(), Verdict.searches(), new Ledger(shared, false)),
                new Input(topics.models(), Verdict.open(), new Ledger(shared, false)),
                new Input(topics.champions(), Verdict.open(), new Ledger(shared, false)));
    }

    List<Input> all() {
        return Stream.of(rejected(), counted()).flatMap(List::stream).toList();
    }

    /** What is refused there comes back on {@code rejected}. */
    List<Input> rejected() {
        return List.of(features, labels, labeled, control, searches);
    }

    /** What is refused there is counted and logged. */
    List<Input> counted() {
        return List.of(models, champions);
    }

    Optional<Input> on(String topic) {
        return all().stream().filter(input -> input.topic().equals(topic)).findFirst();
    }
}
