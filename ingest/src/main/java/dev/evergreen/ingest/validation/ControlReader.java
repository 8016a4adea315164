package dev.evergreen.ingest.validation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.ControlMessage.Cause;
import dev.evergreen.ingest.event.ControlMessage.Command;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.text.OneLine;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads an order. Only {@code pipeline} and {@code command} must be there: without {@code cause} a user typed it.
 *
 * @param pipeline to which orders may be given
 */
record ControlReader(String pipeline) {
    private static final int MAX_REASON = 1_000;

    ControlMessage read(JsonParser json) throws IOException, Refusal {
        Optional<String> addressee = Optional.empty();
        Optional<String> command = Optional.empty();
        String cause = Cause.USER.key();
        String reason = "";
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "pipeline" -> addressee = Optional.of(Scalars.text(json, name));
                case "command" -> command = Optional.of(Scalars.text(json, name));
                case "cause" -> cause = Scalars.text(json, name);
                case "reason" -> reason = Scalars.text(json, name);
                default -> json.skipChildren();
            }
        }
        checkAddressee(addressee.orElseThrow(() -> Refusal.missing("pipeline")));
        return new ControlMessage(
                pipeline,
                command(command.orElseThrow(() -> Refusal.missing("command"))),
                cause(cause),
                OneLine.of(reason, MAX_REASON));
    }

    private void checkAddressee(String name) throws Refusal {
        if (!name.equals(pipeline)) {
            throw new Refusal(
                    RejectReason.UNKNOWN_VALUE,
                    "'pipeline' is %s; this topic belongs to '%s'".formatted(Refusal.quoted(name), pipeline));
        }
    }

    private static Command command(String name) throws Refusal {
        return Arrays.stream(Command.values())
                .filter(c -> c.key().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new Refusal(RejectReason.UNKNOWN_COMMAND, "there is no command " + Refusal.quoted(name)));
    }

    private static Cause cause(String name) throws Refusal {
        return Arrays.stream(Cause.values())
                .filter(c -> c.key().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new Refusal(RejectReason.UNKNOWN_VALUE, "there is no cause " + Refusal.quoted(name)));
    }
}
