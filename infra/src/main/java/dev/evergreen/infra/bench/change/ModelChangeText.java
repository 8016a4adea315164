package dev.evergreen.infra.bench.change;

import java.util.Locale;

/** The figures of {@link ModelChangeReport} for people. */
final class ModelChangeText {
    private ModelChangeText() {}

    static String of(ModelChangeReport report) {
        var setting = report.setting();
        return String.format(
                        Locale.ROOT,
                        """
                        %,d changes of a model of %.1f MB (%,d trees, %,d nodes), %,d events a second, %d core%s,
                        an evaluator and a broker in processes of their own with heaps of %,d and %,d MiB

                        ms                                        p50      p99     most
                        longest pause at a change           %s
                        longest pause while nothing changed %s
                        from being ordered until it answers %s

                        the first change, in cold code, paused for %.1f ms
                        of %,d events %,d have no prediction, %,d have a second one, %,d were answered by an older model than the one before
                        """,
                        report.changes(),
                        setting.modelMb(),
                        setting.trees(),
                        setting.nodes(),
                        setting.rowsPerS(),
                        setting.cores(),
                        setting.cores() == 1 ? "" : "s",
                        setting.evaluatorHeapMb(),
                        setting.brokerHeapMb(),
                        row(report.pauseMs()),
                        row(report.calmMs()),
                        row(report.takesMs()),
                        report.firstPauseMs(),
                        report.events(),
                        report.accounts().lost(),
                        report.accounts().twice(),
                        report.accounts().backwards())
                .stripTrailing();
    }

    private static String row(Spread spread) {
        return String.format(Locale.ROOT, "%8.1f %8.1f %8.1f", spread.p50(), spread.p99(), spread.max());
    }
}
