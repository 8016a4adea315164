package dev.evergreen.evaluator.champion;

import dev.evergreen.evaluator.TestPipelines;
import dev.evergreen.ingest.event.ModelEvent;
import dev.evergreen.ingest.event.ModelEvent.Kind;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Promotion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** A contest on simulated rows: models that are wrong now and then. */
final class Duel {
    static final Promotion EACH_ROW = Promotion.test(0.05, 500);

    final List<ModelEvent> decisions = new ArrayList<>();
    Contest contest = Contest.START;
    private final ContestRules rules;

    Duel(Promotion promotion, long... rounds) {
        this(TestPipelines.classes("elec").withPromotion(promotion), rounds);
    }

    Duel(Pipeline pipeline, long... rounds) {
        rules = new ContestRules(pipeline);
        for (long round : rounds) {
            arrives(round);
        }
    }

    void arrives(long round) {
        take(rules.arrived(contest, round));
    }

    void row(double label, Map<Long, Double> answers) {
        take(rules.evaluated(
                contest,
                new Row(
                        Instant.EPOCH.plusSeconds(contest.rows()),
                        label,
                        round -> answers.containsKey(round)
                                ? OptionalDouble.of(answers.get(round))
                                : OptionalDouble.empty())));
    }

    /** Rows on which the first answers right except with probability {@code p}, and the second with {@code q}. */
    void rows(int rows, long one, double p, long other, double q, SplittableRandom random) {
        for (int i = 0; i < rows; i++) {
            row(1, Map.of(one, random.nextDouble() < p ? 0.0 : 1.0, other, random.nextDouble() < q ? 0.0 : 1.0));
        }
    }

    void take(Step step) {
        contest = step.next();
        decisions.addAll(step.decisions());
    }

    ContestRules rules() {
        return rules;
    }

    long champion() {
        return contest.champion().orElseThrow();
    }

    Challenger challenger(long round) {
        return contest.challengers().stream()
                .filter(c -> c.round() == round)
                .findFirst()
                .orElseThrow();
    }

    List<String> story() {
        return decisions.stream()
                .map(d -> "%s %d %s"
                        .formatted(d.kind().key(), d.round(), d.cause().key()))
                .toList();
    }

    boolean decided(Kind kind) {
        return decisions.stream().anyMatch(d -> d.kind() == kind);
    }
}
