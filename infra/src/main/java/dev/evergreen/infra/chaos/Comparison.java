package dev.evergreen.infra.chaos;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.evergreen.infra.chaos.Finding.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * What is compared, and by what: ids where each must be there once; winners, which must be the same to the last bit. Which
 * model answered a row is not compared: it depends on when the model arrived.
 */
final class Comparison {
    private Comparison() {}

    /** All that is wrong with a run beside an undisturbed one that is complete. */
    static List<Finding> between(List<String> sent, int rounds, Observed undisturbed, Observed run) {
        var findings = new ArrayList<>(complete(sent, rounds, run));
        findings.addAll(same(undisturbed, run));
        return findings;
    }

    /** What is lost, twice or does not belong there, of rows that were sent and rounds that they start. */
    static List<Finding> complete(List<String> sent, int rounds, Observed run) {
        List<String> numbers =
                LongStream.rangeClosed(1, rounds).mapToObj(Long::toString).toList();
        var findings = new ArrayList<Finding>();
        once("labeled", sent, run.labeled(), findings);
        once("models", numbers, numbers(run.winners(), Winner::round), findings);
        once("searches", numbers, numbers(run.rounds(), Function.identity()), findings);
        once("predictions", sent, run.predictions(), findings);
        once("evaluations", sent, run.evaluations(), findings);
        once("rejected", List.of(), run.rejected(), findings);
        return findings;
    }

    /** Rounds whose winner differs between two runs; one that is not there in both is lost, not different. */
    private static List<Finding> same(Observed undisturbed, Observed run) {
        Map<Long, Winner> expected =
                undisturbed.winners().stream().collect(toMap(Winner::round, Function.identity(), (first, _) -> first));
        List<String> different = run.winners().stream()
                .filter(winner -> expected.containsKey(winner.round()))
                .filter(winner -> !expected.get(winner.round()).equals(winner))
                .map(winner -> Long.toString(winner.round()))
                .distinct()
                .toList();
        return different.isEmpty() ? List.of() : List.of(new Finding(Kind.DIFFERENT, "models", different));
    }

    private static <T> List<String> numbers(List<T> all, Function<T, Long> round) {
        return all.stream().map(round).map(n -> Long.toString(n)).toList();
    }

    private static void once(String where, List<String> expected, List<String> there, List<Finding> findings) {
        Map<String, Long> counts = there.stream().collect(groupingBy(id -> id, LinkedHashMap::new, counting()));
        var wanted = new LinkedHashSet<>(expected);
        add(
                Kind.LOST,
                where,
                expected.stream().filter(id -> !counts.containsKey(id)).toList(),
                findings);
        add(
                Kind.TWICE,
                where,
                counts.keySet().stream().filter(id -> counts.get(id) > 1).toList(),
                findings);
        add(
                Kind.UNEXPECTED,
                where,
                counts.keySet().stream().filter(id -> !wanted.contains(id)).toList(),
                findings);
    }

    private static void add(Kind kind, String where, List<String> ids, List<Finding> findings) {
        if (!ids.isEmpty()) {
            findings.add(new Finding(kind, where, ids));
        }
    }
}
