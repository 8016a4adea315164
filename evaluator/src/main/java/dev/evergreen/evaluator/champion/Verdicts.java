package dev.evergreen.evaluator.champion;

import dev.evergreen.ingest.event.ModelEvent;
import dev.evergreen.ingest.event.ModelEvent.Cause;
import dev.evergreen.ingest.event.ModelEvent.Evidence;
import dev.evergreen.ingest.event.ModelEvent.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes down what is decided in one step, as it stood before and as it stands after. */
final class Verdicts {
    private final String pipeline;
    private final double alpha;
    private final Contest before;
    private final Optional<String> request;
    private final List<Verdict> verdicts = new ArrayList<>();

    Verdicts(String pipeline, double alpha, Contest before, Optional<String> request) {
        this.pipeline = pipeline;
        this.alpha = alpha;
        this.before = before;
        this.request = request;
    }

    private record Verdict(
            Kind kind, Cause cause, long round, Optional<Long> champion, Optional<Evidence> evidence, String reason) {}

    void add(Kind kind, Cause cause, long round, Optional<Challenger> about, String reason) {
        verdicts.add(new Verdict(kind, cause, round, before.champion(), about.flatMap(this::evidence), reason));
    }

    private Optional<Evidence> evidence(Challenger c) {
        return c.begun()
                ? Optional.of(new Evidence(
                        c.wealth().events(),
                        c.wealth().value(),
                        Levels.of(alpha, c.place()),
                        c.wealth().meanGain()))
                : Optional.empty();
    }

    /** @param next as the step leaves it, with its version */
    Step step(Contest next) {
        Optional<Instant> eventTime = next.rows() == 0 ? Optional.empty() : Optional.of(next.upTo());
        return new Step(
                next,
                verdicts.stream()
                        .map(v -> new ModelEvent(
                                pipeline,
                                v.kind(),
                                v.cause(),
                                v.round(),
                                v.champion(),
                                next.version(),
                                next.rows(),
                                eventTime,
                                v.evidence(),
                                request,
                                v.reason()))
                        .toList());
    }
}
