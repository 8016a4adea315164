package dev.evergreen.ingest.event;

import static com.fasterxml.jackson.databind.cfg.CoercionAction.Fail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.evergreen.ingest.text.OneLine;
import java.io.IOException;

/**
 * How records stand in JSON, and back: snake_case names, ISO-8601 times, no nulls, no NaN. Reading is bounded and
 * strict: a missing or null field that is not optional is an error, an unknown one is ignored so that records can grow.
 */
public final class Json {
    /** What is read unless a caller says otherwise, in bytes. */
    public static final int DEFAULT_MAX_BYTES = 1 << 20;

    private static final int MAX_MESSAGE = 200;
    private static final JsonMapper MAPPER = mapper();

    private Json() {}

    /** One of this package's records as UTF-8 JSON. */
    public static byte[] write(Object entry) {
        try {
            return MAPPER.writeValueAsBytes(entry);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** @throws MalformedJson if the bytes are anything but one such record, or more than {@link #DEFAULT_MAX_BYTES} */
    public static <T> T read(byte[] json, Class<T> type) {
        return read(json, type, DEFAULT_MAX_BYTES);
    }

    /** @throws MalformedJson if the bytes are anything but one such record, or more than {@code maxBytes} */
    public static <T> T read(byte[] json, Class<T> type, int maxBytes) {
        if (json.length > maxBytes) {
            throw new MalformedJson("%d bytes, at most %d are read".formatted(json.length, maxBytes));
        }
        T entry;
        try {
            entry = MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new MalformedJson(describe(e, type), e);
        } catch (IOException e) {
            throw new MalformedJson("no UTF-8 text", e);
        }
        if (entry == null) {
            throw new MalformedJson("no " + type.getSimpleName() + " but null");
        }
        return entry;
    }

    private static String describe(JsonProcessingException e, Class<?> type) {
        return OneLine.of("no %s: %s".formatted(type.getSimpleName(), e.getOriginalMessage()), MAX_MESSAGE);
    }

    private static JsonMapper mapper() {
        var factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(Limits.DEPTH)
                        // Strings: a reject holds a whole message as one.
                        .maxStringLength(Limits.REJECT)
                        .maxNumberLength(Limits.NUMBER)
                        .maxNameLength(Limits.NAME)
                        .build())
                .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                .configure(JsonFactory.Feature.CHARSET_DETECTION, false)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return JsonMapper.builder(factory)
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .addModule(new SimpleModule()
                        .addSerializer(Double.class, new FiniteDouble())
                        .addSerializer(Double.TYPE, new FiniteDouble()))
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
                .disable(
                        SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(
                        DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, Fail)
                                .setCoercion(CoercionInputShape.Float, Fail)
                                .setCoercion(CoercionInputShape.Boolean, Fail))
                .build();
    }

    /** JSON has no NaN; one that got this far is a bug and must not reach a topic. */
    private static final class FiniteDouble extends StdSerializer<Double> {
        private static final long serialVersionUID = 1L;

        FiniteDouble() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (!Double.isFinite(value)) {
                provider.reportMappingProblem("%s is not a JSON number", value);
            }
            json.writeNumber(value);
        }
    }
}
