package dev.evergreen.evaluator.champion;

import dev.evergreen.evaluator.prequential.Outcome;
import dev.evergreen.ingest.event.ModelEvent.Cause;
import dev.evergreen.ingest.event.ModelEvent.Kind;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Promotion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Which model answers. The first is champion at once; each round's winner after it answers in the champion's shadow, until
 * its {@link Wealth} says that it is the better one, or there is no room for it any more. A champion that is replaced goes
 * into the shadow, and comes back by the same test.
 */
public final class ContestRules {
    private final String pipeline;
    private final Label label;
    private final Promotion promotion;
    private final Shadow shadow;

    public ContestRules(Pipeline pipeline) {
        this.pipeline = pipeline.name();
        this.label = pipeline.label();
        this.promotion = pipeline.promotion();
        this.shadow = new Shadow(promotion.maxChallengers(), promotion.minEvents(), promotion.alpha());
    }

    /** A round's winner is here. */
    public Step arrived(Contest contest, long round) {
        var verdicts = verdicts(contest, Optional.empty());
        Contest known = contest.takenIn(round);
        if (contest.champion().isEmpty()) {
            verdicts.add(Kind.PROMOTED, Cause.FIRST, round, Optional.empty(), "the first model");
            return verdicts.step(known.under(round, List.of()).nextVersion());
        }
        return switch (promotion.policy()) {
            case NEWEST -> {
                verdicts.add(Kind.PROMOTED, Cause.NEWEST, round, Optional.empty(), "the newest model");
                known.challengers()
                        .forEach(c -> verdicts.add(
                                Kind.RETIRED,
                                Cause.NEWEST,
                                c.round(),
                                Optional.of(c),
                                "only the newest model answers"));
                yield verdicts.step(known.under(round, List.of()).nextVersion());
            }
            case TEST -> {
                verdicts.add(Kind.ARRIVED, Cause.WINNER, round, Optional.empty(), "the winner of its round");
                var all = new ArrayList<>(known.challengers());
                all.add(Challenger.winner(round));
                yield verdicts.step(known.with(retire(all, verdicts)).nextVersion());
            }
        };
    }

    /** An event has its label. */
    public Step evaluated(Contest contest, Row row) {
        Contest counted = count(contest, row);
        if (promotion.policy() == Promotion.Policy.NEWEST || counted.rows() % promotion.checkEvery() != 0) {
            return new Step(counted, List.of());
        }
        return best(counted).map(winner -> promote(counted, winner)).orElseGet(() -> new Step(counted, List.of()));
    }

    /**
     * A user wants the model of a round to be champion.
     *
     * @param kept rounds whose models are there
     */
    public Step promote(Contest contest, long round, Set<Long> kept, Optional<String> request) {
        if (contest.champion().equals(Optional.of(round))) {
            return refuse(contest, round, request, "the model of round %d is champion already".formatted(round));
        }
        if (!kept.contains(round)) {
            return refuse(contest, round, request, "there is no model of round %d; %s".formatted(round, kept(kept)));
        }
        var verdicts = verdicts(contest, request);
        verdicts.add(Kind.PROMOTED, Cause.USER, round, challenger(contest, round), "a user's order");
        return enthrone(contest, round, verdicts);
    }

    /** A user wants the champion before this one back. */
    public Step rollBack(Contest contest, Set<Long> kept, Optional<String> request) {
        if (contest.former().isEmpty()) {
            return refuse(
                    contest, contest.champion().orElse(-1L), request, "there was no other champion to go back to");
        }
        long round = contest.former().get();
        if (!kept.contains(round)) {
            return refuse(contest, round, request, "the model of round %d is gone; %s".formatted(round, kept(kept)));
        }
        var verdicts = verdicts(contest, request);
        verdicts.add(Kind.ROLLED_BACK, Cause.USER, round, challenger(contest, round), "a user's order");
        return enthrone(contest, round, verdicts);
    }

    private Contest count(Contest contest, Row row) {
        OptionalDouble champion = contest.champion().stream()
                .flatMap(round -> row.prediction().apply(round).stream().boxed())
                .mapToDouble(d -> d)
                .findFirst();
        if (champion.isEmpty() || !Outcome.isCodeOf(label, champion.getAsDouble())) {
            return contest.counted(row.eventTime(), contest.scale(), contest.begun(), contest.challengers());
        }
        return count(contest, row, champion.getAsDouble());
    }

    private Contest count(Contest contest, Row row, double champion) {
        int begun = contest.begun();
        var after = new ArrayList<Challenger>();
        for (Challenger c : contest.challengers()) {
            OptionalDouble answer = row.prediction().apply(c.round());
            if (answer.isEmpty() || !Outcome.isCodeOf(label, answer.getAsDouble()) || !measurable(contest.scale())) {
                after.add(c);
                continue;
            }
            begun += c.begun() ? 0 : 1;
            after.add(count(c.begun() ? c : c.at(begun), row, champion, answer.getAsDouble(), contest.scale()));
        }
        return contest.counted(row.eventTime(), scale(contest, row, champion), begun, after);
    }

    private Challenger count(Challenger c, Row row, double champion, double answer, Scale scale) {
        double gain = Gain.of(label, row.label(), champion, answer, scale.mean());
        double loss = switch (label) {
            case Label.Classes _ -> answer == row.label() ? 0 : 1;
            case Label.Regression _ -> Math.abs(answer - row.label());
        };
        return c.after(loss, gain, Gain.bound(label), promotion.minGain());
    }

    private boolean measurable(Scale scale) {
        return switch (label) {
            case Label.Classes _ -> true;
            case Label.Regression _ -> scale.known();
        };
    }

    private Scale scale(Contest contest, Row row, double champion) {
        return switch (label) {
            case Label.Classes _ -> contest.scale();
            case Label.Regression _ -> contest.scale().after(champion - row.label());
        };
    }

    /** Of those that have won, the one furthest beyond its bound; of equals the newest. */
    private Optional<Challenger> best(Contest contest) {
        return contest.challengers().stream()
                .filter(c -> c.wealth().events() >= promotion.minEvents())
                .filter(c -> c.nearness(promotion.alpha()) >= 1)
                .max(Comparator.comparingDouble((Challenger c) -> c.nearness(promotion.alpha()))
                        .thenComparingLong(Challenger::round));
    }

    private Step promote(Contest contest, Challenger winner) {
        var verdicts = verdicts(contest, Optional.empty());
        verdicts.add(
                winner.former() ? Kind.ROLLED_BACK : Kind.PROMOTED,
                Cause.TEST,
                winner.round(),
                Optional.of(winner),
                String.format(
                        Locale.ROOT,
                        "beats round %d: mean gain %.4f over %,d events",
                        contest.champion().orElseThrow(),
                        winner.wealth().meanGain(),
                        winner.wealth().events()));
        return enthrone(contest, winner.round(), verdicts);
    }

    private Step enthrone(Contest contest, long round, Verdicts verdicts) {
        List<Challenger> others = switch (promotion.policy()) {
            case TEST -> Shadow.against(round, contest.champion(), contest.challengers());
            case NEWEST -> List.of();
        };
        int room = Math.min(others.size(), promotion.maxChallengers());
        others.subList(room, others.size()).forEach(gone -> retired(gone, verdicts));
        return verdicts.step(contest.under(round, others.subList(0, room)).nextVersion());
    }

    private List<Challenger> retire(List<Challenger> challengers, Verdicts verdicts) {
        var left = new ArrayList<>(challengers);
        for (var surplus = shadow.surplus(left); surplus.isPresent(); surplus = shadow.surplus(left)) {
            left.remove(surplus.get());
            retired(surplus.get(), verdicts);
        }
        return left;
    }

    private void retired(Challenger gone, Verdicts verdicts) {
        String reason = "there is room for %d challengers".formatted(promotion.maxChallengers());
        verdicts.add(Kind.RETIRED, Cause.ROOM, gone.round(), Optional.of(gone), reason);
    }

    private Step refuse(Contest contest, long round, Optional<String> request, String reason) {
        var verdicts = verdicts(contest, request);
        verdicts.add(Kind.REFUSED, Cause.USER, round, Optional.empty(), reason);
        return verdicts.step(contest);
    }

    private Verdicts verdicts(Contest contest, Optional<String> request) {
        return new Verdicts(pipeline, promotion.alpha(), contest, request);
    }

    private static Optional<Challenger> challenger(Contest contest, long round) {
        return contest.challengers().stream().filter(c -> c.round() == round).findFirst();
    }

    private static String kept(Set<Long> rounds) {
        return rounds.isEmpty()
                ? "there is none yet"
                : "there are those of rounds " + rounds.stream().sorted().toList();
    }
}
