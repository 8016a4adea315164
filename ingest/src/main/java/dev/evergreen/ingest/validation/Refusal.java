package dev.evergreen.ingest.validation;

import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.text.OneLine;

/** How a reader deep in a message says no; never leaves this package, where it becomes {@link Parsed.Rejected}. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MAX_QUOTE = 60;

    private final RejectReason reason;

    Refusal(RejectReason reason, String detail) {
        // Without a stack trace: a stream of bad messages must not cost more than one of good ones.
        super(detail, null, false, false);
        this.reason = reason;
    }

    static Refusal missing(String field) {
        return new Refusal(RejectReason.MISSING_FIELD, quoted(field) + " is missing");
    }

    static Refusal wrongType(String field, String wanted, String found) {
        return new Refusal(RejectReason.WRONG_TYPE, "%s must be %s and is %s".formatted(quoted(field), wanted, found));
    }

    static String quoted(String text) {
        return "'" + OneLine.of(text, MAX_QUOTE) + "'";
    }

    <T> Parsed<T> toParsed() {
        return new Parsed.Rejected<>(reason, getMessage());
    }
}
