package dev.evergreen.ingest.validation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.ControlMessage.Cause;
import dev.evergreen.ingest.event.ControlMessage.Command;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.text.OneLine;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads an order. Only {@code pipeline} and {@code command} must be there: without {@code cause} a user typed it. To
 * promote takes a {@code round} as well, and to retrain may say {@code since} when things have changed.
 *
 * @param pipeline to which orders may be given
 */
record ControlReader(String pipeline) {
    private static final int MAX_REASON = 1_000;
    private static final int MAX_REQUEST = 100;

    ControlMessage read(JsonParser json) throws IOException, Refusal {
        Optional<String> addressee = Optional.empty();
        Optional<String> command = Optional.empty();
        String cause = Cause.USER.key();
        String reason = "";
        Optional<Long> round = Optional.empty();
        Optional<String> request = Optional.empty();
        Optional<Instant> since = Optional.empty();
        Optional<Instant> upTo = Optional.empty();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "pipeline" -> addressee = Optional.of(Scalars.text(json, name));
                case "command" -> command = Optional.of(Scalars.text(json, name));
                case "cause" -> cause = Scalars.text(json, name);
                case "round" -> round = Optional.of(round(json));
                case "request" -> request = Optional.of(OneLine.of(Scalars.text(json, name), MAX_REQUEST));
                case "since" -> since = Optional.of(Rfc3339.required(name, Scalars.text(json, name)));
                case "up_to" -> upTo = Optional.of(Rfc3339.required(name, Scalars.text(json, name)));
                case "reason" -> reason = Scalars.text(json, name);
                default -> json.skipChildren();
            }
        }
        checkAddressee(addressee.orElseThrow(() -> Refusal.missing("pipeline")));
        Command ordered = command(command.orElseThrow(() -> Refusal.missing("command")));
        if (ordered == Command.PROMOTE && round.isEmpty()) {
            throw Refusal.missing("round");
        }
        requireRetrain(ordered, "since", since);
        requireRetrain(ordered, "up_to", upTo);
        return new ControlMessage(
                pipeline,
                ordered,
                cause(cause),
                round.filter(_ -> ordered == Command.PROMOTE),
                request,
                OneLine.of(reason, MAX_REASON),
                since,
                upTo);
    }

    private static void requireRetrain(Command ordered, String name, Optional<Instant> time) throws Refusal {
        if (ordered != Command.RETRAIN && time.isPresent()) {
            throw new Refusal(RejectReason.UNKNOWN_VALUE, "'%s' is for the command 'retrain' alone".formatted(name));
        }
    }

    private void checkAddressee(String name) throws Refusal {
        if (!name.equals(pipeline)) {
            throw new Refusal(
                    RejectReason.UNKNOWN_VALUE,
                    "'pipeline' is %s; this topic belongs to '%s'".formatted(Refusal.quoted(name), pipeline));
        }
    }

    private static long round(JsonParser json) throws IOException, Refusal {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw Refusal.wrongType("round", "a whole number", Scalars.nameOf(json.currentToken()));
        }
        try {
            return json.getLongValue();
        } catch (InputCoercionException e) {
            throw new Refusal(RejectReason.UNKNOWN_VALUE, "'round' is too large");
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
