package dev.evergreen.infra.cluster;

/** What Flink's REST API answers in the place of what was asked; its message is the innermost cause, in one line. */
public final class FlinkRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    FlinkRefusal(String message) {
        super(message);
    }
}
