package dev.evergreen.trainer.flink;

import dev.evergreen.trainer.forest.Findings;
import java.util.Comparator;
import java.util.List;

/** The winner's refit, put together from the parts in which it was done. */
sealed interface Refit {

    /** Of all parts as one fit, without the model; it has failed if one of them has. */
    FitReport report();

    /**
     * A model.
     *
     * @param model encoded
     */
    record Fitted(FitReport report, RefitPart.Encoded model, Findings findings) implements Refit {}

    /** No model, for the reason in the report. */
    record Failed(FitReport report) implements Refit {}

    /** The same in whatever order the parts come. */
    static Refit together(List<FitReport> parts) {
        List<FitReport> inOrder = parts.stream()
                .sorted(Comparator.comparingInt(part -> part.request().part()))
                .toList();
        FitReport whole = asOne(inOrder);
        if (whole.failed()) {
            return new Failed(whole);
        }
        List<RefitPart> fitted = inOrder.stream()
                .map(part -> RefitPart.decode(part.outcome().artifact()))
                .toList();
        Findings findings =
                Findings.together(fitted.stream().map(RefitPart::findings).toList());
        return new Fitted(whole, RefitPart.merged(fitted), findings);
    }

    private static boolean readable(List<FinishedFit> outcomes) {
        return outcomes.stream().map(FinishedFit::artifact).allMatch(RefitPart::isReadable);
    }

    /** From the first start to the last end, with what all threads took. */
    private static FitReport asOne(List<FitReport> parts) {
        FitReport first = parts.getFirst();
        List<FinishedFit> outcomes = parts.stream().map(FitReport::outcome).toList();
        long startedAt =
                outcomes.stream().mapToLong(FinishedFit::startedAt).min().orElseThrow();
        double endS = outcomes.stream()
                .mapToDouble(o -> (o.startedAt() - startedAt) / 1e3 + o.wallS())
                .max()
                .orElseThrow();
        var together = new FinishedFit(
                outcomes.stream()
                        .map(FinishedFit::failure)
                        .filter(failure -> !failure.isEmpty())
                        .findFirst()
                        .orElseGet(() -> readable(outcomes) ? "" : "a part of it was fitted by another version"),
                FinishedFit.NO_FAILURES,
                FinishedFit.NO_SCORES,
                FinishedFit.NO_ARTIFACT,
                first.outcome().trainRows(),
                startedAt,
                outcomes.stream().mapToDouble(FinishedFit::fitS).max().orElseThrow(),
                endS,
                outcomes.stream().mapToDouble(FinishedFit::cpuS).sum(),
                outcomes.stream().mapToLong(FinishedFit::allocatedBytes).sum());
        boolean again = parts.stream().allMatch(FitReport::again);
        double waitedS = parts.stream().mapToDouble(FitReport::queueWaitS).min().orElseThrow();
        double expectedCpuS =
                parts.stream().mapToDouble(p -> p.request().expectedCpuS()).sum();
        return new FitReport(
                first.request().expecting(expectedCpuS), together, first.subtask(), waitedS, again, first.load());
    }
}
