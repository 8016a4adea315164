package dev.evergreen.infra.bench.change;

import dev.evergreen.infra.load.LoadMember;
import java.io.IOException;

/** Makes models champions, one after another. The evaluator says which one answers. For one thread. */
final class Champions {
    private final Publisher publisher;
    private final LoadMember evaluator;
    private long quietSince;

    Champions(Publisher publisher, LoadMember evaluator) {
        this.publisher = publisher;
        this.evaluator = evaluator;
    }

    /**
     * Has the model of the next round published and returns when it answers.
     *
     * @throws dev.evergreen.infra.cli.BadInputException if none does in time
     * @throws IllegalStateException if another does
     */
    Change next() throws IOException, InterruptedException {
        long ordered = System.nanoTime();
        long round = publisher.next();
        long answering = evaluator.awaitNextModel();
        if (answering != round) {
            throw new IllegalStateException(
                    "the model of round %d was to answer, and that of round %d does".formatted(round, answering));
        }
        var change = new Change(quietSince, ordered, System.nanoTime());
        quietSince = Silences.end(change);
        return change;
    }
}
