package dev.evergreen.infra.bench.change;

/**
 * A model became champion.
 *
 * @param quietSince when the change before it was over; as all times here by {@link System#nanoTime}
 * @param ordered when the model was ordered to its topic; it is encoded and compressed first
 * @param answers when it began to answer
 */
record Change(long quietSince, long ordered, long answers) {

    long nanos() {
        return answers - ordered;
    }
}
