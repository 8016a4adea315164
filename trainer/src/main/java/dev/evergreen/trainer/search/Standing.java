package dev.evergreen.trainer.search;

import dev.evergreen.ingest.event.SearchResult.CandidateResult;
import dev.evergreen.ingest.pipeline.Search;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the rungs so far have found; an exhaustive search has one.
 *
 * @param ranking of all candidates, each by the last rung that it took part in: those that came furthest first, those
 *     that failed last
 * @param left numbers of those that go on to the next rung, ascending
 */
public record Standing(List<CandidateResult> ranking, List<Integer> left) {
    public static final Standing BEGIN = new Standing(List.of(), List.of());

    public Standing {
        ranking = List.copyOf(ranking);
        left = List.copyOf(left);
    }

    /**
     * After a rung's fits, in whatever order they ended.
     *
     * @param candidates of the search, by number
     */
    public Standing after(
            int rung, RoundShape shape, List<Candidate> candidates, Collection<FitResult> results, Search search) {
        List<Candidate> here =
                rung == 0 ? candidates : left.stream().map(candidates::get).toList();
        int keep = rung + 1 < shape.rungs().size() ? shape.rungs().get(rung + 1).candidates() : 0;
        return after(Ranking.rank(here, shape.folds(), results, search), keep);
    }

    /**
     * After one more rung.
     *
     * @param rung the ranking of those that took part in it
     * @param keep how many of them go on, at most: those that failed never do
     */
    Standing after(List<CandidateResult> rung, int keep) {
        Set<Integer> here = new HashSet<>();
        rung.forEach(c -> here.add(c.candidate()));
        List<CandidateResult> dropped =
                ranking.stream().filter(c -> !here.contains(c.candidate())).toList();
        var all = new ArrayList<CandidateResult>(rung.size() + dropped.size());
        all.addAll(ranked(scored(rung), 0));
        all.addAll(ranked(scored(dropped), all.size()));
        int last = all.size() + 1;
        for (List<CandidateResult> of : List.of(rung, dropped)) {
            of.stream().filter(Standing::failed).forEach(c -> all.add(Ranking.withRank(last, c)));
        }
        var next = new TreeSet<Integer>();
        scored(rung).stream().limit(keep).forEach(c -> next.add(c.candidate()));
        return new Standing(all, List.copyOf(next));
    }

    /** Behind so many others; those that shared a rank go on to. */
    private static List<CandidateResult> ranked(List<CandidateResult> scored, int behind) {
        var ranked = new ArrayList<CandidateResult>(scored.size());
        for (int i = 0; i < scored.size(); i++) {
            boolean tied = i > 0 && scored.get(i).rank() == scored.get(i - 1).rank();
            int rank = tied ? ranked.getLast().rank() : behind + i + 1;
            ranked.add(Ranking.withRank(rank, scored.get(i)));
        }
        return ranked;
    }

    private static List<CandidateResult> scored(List<CandidateResult> of) {
        return of.stream().filter(c -> !failed(c)).toList();
    }

    private static boolean failed(CandidateResult candidate) {
        return !candidate.failures().isEmpty();
    }
}
