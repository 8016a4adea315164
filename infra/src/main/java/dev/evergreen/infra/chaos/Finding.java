package dev.evergreen.infra.chaos;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/**
 * Something that is not as it should be.
 *
 * @param where the topic's last word
 * @param ids of records or rounds, all of them
 */
record Finding(Kind kind, String where, List<String> ids) {
    private static final int NAMED = 20;

    enum Kind {
        LOST("lost"),
        TWICE("twice"),
        UNEXPECTED("unexpected"),
        DIFFERENT("different");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @JsonValue
        String word() {
            return word;
        }
    }

    Finding {
        ids = List.copyOf(ids);
    }

    /** In one line, with the first of the ids. */
    String text() {
        String named = ids.stream().limit(NAMED).collect(joining(", "));
        String more = ids.size() > NAMED ? " and %,d more".formatted(ids.size() - NAMED) : "";
        return "%s: %,d %s: %s%s".formatted(where, ids.size(), kind.word(), named, more);
    }
}
