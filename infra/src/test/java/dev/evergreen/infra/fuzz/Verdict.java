package dev.evergreen.infra.fuzz;

import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.MalformedJson;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.event.SearchResult;
import dev.evergreen.ingest.validation.EventParser;
import dev.evergreen.ingest.validation.Parsed;

/** What has to become of a message, as the readers alone say. */
sealed interface Verdict {

    /** It comes back on {@code rejected}. */
    record Refused(RejectReason reason) implements Verdict {}

    /** It is taken. */
    record Accepted() implements Verdict {}

    /** It is an order that a user has to be told the outcome of. */
    record Ordered() implements Verdict {}

    /** Only its reader in the running stack can tell. */
    record Open() implements Verdict {}

    /** Reads one message. */
    interface Judge {
        Verdict of(byte[] key, byte[] value, long timestamp);
    }

    static Judge features(EventParser parser) {
        return (key, value, time) -> of(parser.features(key, value, time));
    }

    static Judge labels(EventParser parser) {
        return (key, value, time) -> of(parser.label(key, value, time));
    }

    static Judge labeled(EventParser parser) {
        return (key, value, time) -> of(parser.labeled(key, value, time));
    }

    static Judge control(EventParser parser) {
        return (key, value, time) -> switch (parser.control(value)) {
            case Parsed.Accepted<ControlMessage>(var message) ->
                switch (message.command()) {
                    case RETRAIN -> new Accepted();
                    case PROMOTE, ROLLBACK -> new Ordered();
                };
            case Parsed.Rejected<ControlMessage> rejected -> new Refused(rejected.reason());
        };
    }

    static Judge searches() {
        return (key, value, time) -> {
            if (value == null) {
                return new Refused(RejectReason.MALFORMED_JSON);
            }
            try {
                Json.read(value, SearchResult.class, Integer.MAX_VALUE);
                return new Accepted();
            } catch (MalformedJson refused) {
                return new Refused(RejectReason.MALFORMED_JSON);
            }
        };
    }

    static Judge open() {
        return (key, value, time) -> new Open();
    }

    private static Verdict of(Parsed<?> parsed) {
        return switch (parsed) {
            case Parsed.Accepted<?> _ -> new Accepted();
            case Parsed.Rejected<?> rejected -> new Refused(rejected.reason());
        };
    }
}
