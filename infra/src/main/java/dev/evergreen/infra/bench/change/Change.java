package dev.evergreen.infra.bench.change;

/**
 * A model became champion.
 *
 * @param quietSince when the change before it was over; as all times here by {@link System#nanoTime}
 * @param sent when the model began its way to its topic
 * @param answers when it began to answer
 */
record Change(long quietSince, long sent, long answers) {

    long nanos() {
        return answers - sent;
    }
}
