package dev.evergreen.ingest.validation;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.text.OneLine;
import java.io.IOException;
import java.util.Optional;

/** One JSON object as a whole message: bounds, syntax, and nothing after it. */
final class Document {
    static final String UNREADABLE = "unreadable: ";

    private static final int MAX_EXPLANATION = 60;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.DEPTH)
                    .maxNumberLength(Limits.NUMBER)
                    .maxNameLength(Limits.NAME)
                    .maxStringLength(Limits.INPUT)
                    .build())
            .errorReportConfiguration(ErrorReportConfiguration.builder()
                    .maxErrorTokenLength(MAX_EXPLANATION)
                    .build())
            // Names come from outside: they must not pile up in the JVM's own table.
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            // JSON between systems is UTF-8 (RFC 8259, section 8.1).
            .configure(JsonFactory.Feature.CHARSET_DETECTION, false)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private Document() {}

    /** Reads the object on whose start the parser stands, up to its end. */
    interface Body<T> {
        T read(JsonParser json) throws IOException, Refusal;
    }

    static <T> Parsed<T> read(byte[] value, int maxBytes, Body<T> body) {
        if (value == null) {
            return new Parsed.Rejected<>(RejectReason.MALFORMED_JSON, "the record has no value");
        }
        if (value.length > maxBytes) {
            return new Parsed.Rejected<>(
                    RejectReason.TOO_LARGE, "%d bytes; allowed: at most %d".formatted(value.length, maxBytes));
        }
        try (JsonParser json = JSON.createParser(value)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new Refusal(RejectReason.MALFORMED_JSON, "not a JSON object");
            }
            T parsed = body.read(json);
            if (json.nextToken() != null) {
                throw new Refusal(RejectReason.MALFORMED_JSON, "more follows after the JSON object");
            }
            return new Parsed.Accepted<>(parsed);
        } catch (Refusal refusal) {
            return refusal.toParsed();
        } catch (StreamConstraintsException e) {
            return new Parsed.Rejected<>(RejectReason.TOO_LARGE, explain(e));
        } catch (JsonProcessingException e) {
            return new Parsed.Rejected<>(RejectReason.MALFORMED_JSON, explain(e));
        } catch (IOException e) {
            return new Parsed.Rejected<>(RejectReason.MALFORMED_JSON, "not UTF-8 text");
        } catch (RuntimeException e) {
            // A bug, here or in the JSON library. Thrown on, it would come back with the same message at every restart,
            // and the stream would stand still for good.
            return new Parsed.Rejected<>(
                    RejectReason.MALFORMED_JSON, UNREADABLE + e.getClass().getSimpleName());
        }
    }

    private static String explain(JsonProcessingException e) {
        String explanation = OneLine.of(e.getOriginalMessage(), MAX_EXPLANATION);
        // Exceeded limits come without a place.
        return Optional.ofNullable(e.getLocation())
                .map(place -> "at byte %d: %s".formatted(place.getByteOffset(), explanation))
                .orElse(explanation);
    }
}
