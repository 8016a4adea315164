package dev.evergreen.infra.bench;

import java.util.List;

/**
 * How fast the systems score, as {@code --json} prints it.
 *
 * @param runs by batch, and within it the systems in the order of {@link ScoringSystems}
 */
public record ScoreReport(Setting setting, List<Run> runs) {
    public ScoreReport {
        runs = List.copyOf(runs);
    }

    /**
     * What was measured, where.
     *
     * @param rows that the forest was fitted on
     * @param scoredRows different rows that were scored in turn; all systems gave the same answers for them
     * @param depth of the deepest tree
     * @param nodes of all trees, leaves included
     * @param clockNs what reading the clock twice takes: it is within every latency
     */
    public record Setting(
            String data,
            int rows,
            int scoredRows,
            int features,
            int trees,
            int depth,
            int nodes,
            double clockNs,
            int cores) {}

    /**
     * One system with one size of batch, on one thread.
     *
     * @param batch rows a call
     * @param rowsPerS the median of several stretches without a clock around each call
     * @param rowsPerCpuS the same for each second that the thread was given the core: on a machine shared with others the
     *     figure to trust
     * @param p50Us of a whole call, as {@code p99Us} and {@code maxUs}
     * @param calls that were timed
     */
    public record Run(
            String system,
            int batch,
            double rowsPerS,
            double rowsPerCpuS,
            double p50Us,
            double p99Us,
            double maxUs,
            int calls) {}
}
