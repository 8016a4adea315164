package dev.evergreen.infra.bench;

/** One way to score rows that lie ready, by their numbers. */
interface ScoringSystem {

    /** As the report calls it. */
    String name();

    /** @param out {@code [outputs]} */
    void score(int row, double[] out);

    /** @param out {@code [rows x outputs]}, row after row */
    void score(int from, int rows, double[] out);
}
