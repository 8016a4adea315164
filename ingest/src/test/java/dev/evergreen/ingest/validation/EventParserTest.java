package dev.evergreen.ingest.validation;

import static dev.evergreen.ingest.event.Samples.BIKES;
import static dev.evergreen.ingest.event.Samples.ELECTRICITY;
import static dev.evergreen.ingest.event.Samples.NOON;
import static dev.evergreen.ingest.event.Samples.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.EventWriter;
import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.LabelEvent;
import dev.evergreen.ingest.event.LabeledExample;
import dev.evergreen.ingest.event.Limits;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.event.Samples;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.validation.Parsed.Accepted;
import dev.evergreen.ingest.validation.Parsed.Rejected;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {
    private static final byte[] KEY = utf8("e1");
    private static final long NOW = NOON.toEpochMilli();

    private final EventParser parser = new EventParser(ELECTRICITY);
    private final EventWriter writer = new EventWriter(ELECTRICITY);

    @Test
    void readsWhatTheWriterWrites() {
        assertThat(parser.features(KEY, writer.features(Samples.features()), NOW))
                .isEqualTo(new Accepted<>(Samples.features()));
        assertThat(parser.label(KEY, writer.label(Samples.label()), NOW)).isEqualTo(new Accepted<>(Samples.label()));
        assertThat(parser.labeled(KEY, writer.labeled(Samples.labeled()), NOW))
                .isEqualTo(new Accepted<>(Samples.labeled()));
    }

    @Test
    void readsFieldsInAnyOrderAndIgnoresUnknownOnes() {
        assertThat(features("{'new':[{'a':null}],'features':{'weekday':'tue','more':{'x':[1]},'nswprice':0.056},"
                        + "'label':7,'event_time':'2026-01-01T12:00:00Z','id':'e1'}"))
                .isEqualTo(new Accepted<>(Samples.features()));
    }

    @Test
    void whatMayBeMissingMayBeNullOrAbsentAndNothingElse() {
        Pipeline lenient = lacking(1);
        var lenientParser = new EventParser(lenient);
        for (String features : List.of("{'nswprice':0.056,'weekday':null}", "{'nswprice':0.056}")) {
            byte[] json = json("{'id':'e1','event_time':'2026-01-01T12:00:00Z','features':" + features + "}");
            assertThat(lenientParser.features(KEY, json, NOW)).isEqualTo(new Accepted<>(withoutWeekday()));
            assertThat(((Rejected<?>) parser.features(KEY, json, NOW)).detail())
                    .isEqualTo("'features.weekday' is missing");
        }
        for (String features : List.of("{'weekday':'mon'}", "{'nswprice':null,'weekday':'mon'}", "{}")) {
            byte[] json = json("{'id':'e1','event_time':'2026-01-01T12:00:00Z','features':" + features + "}");
            assertThat(((Rejected<?>) lenientParser.features(KEY, json, NOW)).detail())
                    .isEqualTo("'features.nswprice' is missing");
        }
        byte[] empty = json("{'id':'e1','event_time':'2026-01-01T12:00:00Z','features':{'nswprice':1,'weekday':''}}");
        assertThat(((Rejected<?>) lenientParser.features(KEY, empty, NOW)).reason())
                .isEqualTo(RejectReason.UNKNOWN_VALUE);
    }

    @Test
    void readsTheNullThatTheWriterWritesForAMissingValue() {
        Pipeline lenient = lacking(1);
        var example = new LabeledExample("e1", NOON, NOON, withoutWeekday().features(), 1);

        byte[] json = new EventWriter(lenient).labeled(example);

        assertThat(new String(json, UTF_8)).contains("\"features\":{\"nswprice\":0.056,\"weekday\":null}");
        assertThat(new EventParser(lenient).labeled(KEY, json, NOW)).isEqualTo(new Accepted<>(example));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.labeled(example))
                .withMessage("NaN is not a JSON number");
    }

    private static FeatureEvent withoutWeekday() {
        return new FeatureEvent("e1", NOON, FeatureVector.owning(new double[] {0.056, Double.NaN}));
    }

    /** The pipeline of electricity, of which one feature may be missing. */
    private static Pipeline lacking(int feature) {
        var features = new ArrayList<>(ELECTRICITY.features());
        features.set(feature, features.get(feature).allowingMissing());
        return Pipeline.of(ELECTRICITY.name(), features, ELECTRICITY.label());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | MALFORMED_JSON | not a JSON object",
                "[] | MALFORMED_JSON | not a JSON object",
                "`'x'` | MALFORMED_JSON | not a JSON object",
                "{ | MALFORMED_JSON | at byte 1: Unexpected end-of-input: expected close marker for Object (…",
                "{'id':'a','id':'b'} | MALFORMED_JSON | at byte 14: Duplicate field 'id'",
                "{'features':{'nswprice':1,'x':1,'x':1}} | MALFORMED_JSON | at byte 35: Duplicate field 'x'",
                "{'features':{'nswprice':NaN}} | MALFORMED_JSON | *",
                "{'id':1} | WRONG_TYPE | 'id' must be a string and is a number",
                "{'id':null} | MISSING_FIELD | 'id' is missing",
                "{'features':[]} | WRONG_TYPE | 'features' must be an object and is an array",
                "{'features':{}} | MISSING_FIELD | 'features.nswprice' is missing",
                "{'features':null} | MISSING_FIELD | 'features' is missing",
                "{'features':{'nswprice':null}} | MISSING_FIELD | 'features.nswprice' is missing",
                "{'features':{'nswprice':1}} | MISSING_FIELD | 'features.weekday' is missing",
                "{'features':{'nswprice':'1'}} | WRONG_TYPE | 'features.nswprice' must be a number and is a string",
                "{'features':{'nswprice':{}}} | WRONG_TYPE | 'features.nswprice' must be a number and is an object",
                "{'features':{'weekday':1}} | WRONG_TYPE | 'features.weekday' must be a string and is a number",
                "{'features':{'nswprice':1e999}} | NOT_FINITE | 'features.nswprice' is too large for a double: '1e999'",
                "{'features':{'weekday':'MON'}} | UNKNOWN_VALUE | 'features.weekday' has no value 'MON'",
                "{'features':{'weekday':'a\\nb'}} | UNKNOWN_VALUE | 'features.weekday' has no value 'a\uFFFDb'",
            })
    void refusesBadFeatures(String json, RejectReason reason, String detail) {
        var rejected = (Rejected<?>) features(json);
        assertThat(rejected.reason()).isEqualTo(reason);
        assertThat(detail).isIn(rejected.detail(), "*");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2026-01-01T12:00:00 | 'event_time' is not an RFC 3339 date-time: '2026-01-01T12:00:00'",
                "2026-01-01T13:00:00.001Z | 'event_time' 2026-01-01T13:00:00.001Z is more than an hour after the "
                        + "record's timestamp 2026-01-01T12:00:00Z",
            })
    void refusesTimesThatWouldMoveTheClockAstray(String time, String detail) {
        assertThat(label("{'id':'e1','event_time':'" + time + "','label':'1'}"))
                .isEqualTo(new Rejected<>(RejectReason.BAD_TIME, detail));
    }

    @Test
    void acceptsATimeThatIsAnHourAheadAndAnyInThePast() {
        assertThat(label("{'id':'e1','event_time':'2026-01-01T13:00:00Z','label':'1'}"))
                .isInstanceOf(Accepted.class);
        assertThat(label("{'id':'e1','event_time':'1901-01-01T13:00:00Z','label':'1'}"))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void refusesAnIdThatIsNotTheKey() {
        byte[] json = writer.label(Samples.label());
        assertThat(parser.label(utf8("e2"), json, NOW))
                .isEqualTo(new Rejected<>(RejectReason.KEY_MISMATCH, "the record's key is not the id 'e1'"));
        assertThat(parser.label(null, json, NOW))
                .isEqualTo(new Rejected<>(RejectReason.KEY_MISMATCH, "the record has no key; it must be the id"));
        assertThat(parser.labeled(utf8("e2"), writer.labeled(Samples.labeled()), NOW))
                .isEqualTo(new Rejected<>(RejectReason.KEY_MISMATCH, "the record's key is not the id 'e1'"));
    }

    @Test
    void refusesIdsThatAreEmptyTooLongOrBroken() {
        assertThat(labelOf(""))
                .isEqualTo(new Rejected<>(RejectReason.BAD_ID, "'id' has 0 characters; allowed: 1 to 200"));
        assertThat(labelOf("x".repeat(200))).isInstanceOf(Accepted.class);
        assertThat(labelOf("😀".repeat(200))).isInstanceOf(Accepted.class);
        assertThat(labelOf("x".repeat(201)))
                .isEqualTo(new Rejected<>(RejectReason.BAD_ID, "'id' has 201 characters; allowed: 1 to 200"));
        assertThat(parser.label(
                        utf8("?"),
                        utf8("{\"id\":\"\\ud800\",\"event_time\":\"2026-01-01T12:00:00Z\",\"label\":\"1\"}"),
                        NOW))
                .isEqualTo(new Rejected<>(RejectReason.BAD_ID, "'id' has half a surrogate pair: '\uFFFD'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'1'", "1"})
    void readsAClassAsStringOrByItsText(String label) {
        assertThat(label("{'id':'e1','event_time':'2026-01-01T12:01:00Z','label':" + label + "}"))
                .isEqualTo(new Accepted<>(Samples.label()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'2' | UNKNOWN_CLASS | 'label' has no class '2'",
                "1.0 | UNKNOWN_CLASS | 'label' has no class '1.0'",
                "true | UNKNOWN_CLASS | 'label' has no class 'true'",
                "null | MISSING_FIELD | 'label' is missing",
                "[1] | WRONG_TYPE | 'label' must be a class and is an array",
            })
    void refusesWhatIsNoClass(String label, RejectReason reason, String detail) {
        assertThat(label("{'id':'e1','event_time':'2026-01-01T12:01:00Z','label':" + label + "}"))
                .isEqualTo(new Rejected<>(reason, detail));
    }

    @Test
    void readsANumberForRegressionAndNothingElse() {
        var bikes = new EventParser(BIKES);
        String json = "{'id':'e1','event_time':'2026-01-01T12:00:00Z','label':%s}";
        assertThat(bikes.label(KEY, json(json.formatted("-2.5e1")), NOW))
                .isEqualTo(new Accepted<>(new LabelEvent("e1", NOON, -25)));
        assertThat(bikes.label(KEY, json(json.formatted("'25'")), NOW))
                .isEqualTo(new Rejected<>(RejectReason.WRONG_TYPE, "'label' must be a number and is a string"));
    }

    @Test
    void refusesWhatIsTooLargeTooDeepOrTooLong() {
        assertThat(parser.label(KEY, new byte[Limits.INPUT + 1], NOW))
                .isEqualTo(new Rejected<>(RejectReason.TOO_LARGE, "1048577 bytes; allowed: at most 1048576"));
        assertThat(reason(label("{'x':" + "[".repeat(40) + "]".repeat(40) + "}")))
                .isEqualTo(RejectReason.TOO_LARGE);
        assertThat(reason(features("{'features':{'nswprice':" + "9".repeat(1_001) + "}}")))
                .isEqualTo(RejectReason.TOO_LARGE);
    }

    @Test
    void refusesATombstoneAndWhatFollowsTheObject() {
        assertThat(parser.label(KEY, null, NOW))
                .isEqualTo(new Rejected<>(RejectReason.MALFORMED_JSON, "the record has no value"));
        assertThat(label("{'id':'e1','event_time':'2026-01-01T12:00:00Z','label':'1'} {}"))
                .isEqualTo(new Rejected<>(RejectReason.MALFORMED_JSON, "more follows after the JSON object"));
    }

    @Test
    void quotesAtMostSixtyCharacters() {
        assertThat(features("{'features':{'weekday':'" + "x".repeat(500) + "'}}"))
                .isEqualTo(new Rejected<>(
                        RejectReason.UNKNOWN_VALUE, "'features.weekday' has no value '" + "x".repeat(59) + "…'"));
    }

    @Test
    void readsOrders() {
        assertThat(control("{'pipeline':'electricity','command':'retrain','cause':'drift','reason':'accuracy fell'}"))
                .isEqualTo(new Accepted<>(Samples.control()));
        assertThat(control("{'pipeline':'electricity','command':'retrain'}"))
                .isEqualTo(new Accepted<>(new ControlMessage(
                        "electricity", ControlMessage.Command.RETRAIN, ControlMessage.Cause.USER, "")));
        assertThat(
                        control(
                                "{'pipeline':'electricity','command':'retrain','cause':'drift',"
                                        + "'since':'2026-01-01T13:00:00+01:00','up_to':'2026-01-01T12:01:00Z','reason':'accuracy fell'}"))
                .isEqualTo(new Accepted<>(Samples.changed()));
        assertThat(control("{'pipeline':'electricity','command':'promote','round':3,'request':'r-1',"
                        + "'reason':'it knows winters'}"))
                .isEqualTo(new Accepted<>(Samples.promote()));
        assertThat(control("{'pipeline':'electricity','command':'rollback','round':3}"))
                .isEqualTo(new Accepted<>(new ControlMessage(
                        "electricity", ControlMessage.Command.ROLLBACK, ControlMessage.Cause.USER, "")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'command':'retrain'} | MISSING_FIELD | 'pipeline' is missing",
                "{'pipeline':'electricity'} | MISSING_FIELD | 'command' is missing",
                "{'pipeline':'bikes','command':'retrain'} | UNKNOWN_VALUE | "
                        + "'pipeline' is 'bikes'; this topic belongs to 'electricity'",
                "{'pipeline':'electricity','command':'stop'} | UNKNOWN_COMMAND | there is no command 'stop'",
                "{'pipeline':'electricity','command':'retrain','cause':'x'} | UNKNOWN_VALUE | there is no cause 'x'",
                "{'pipeline':'electricity','command':'promote'} | MISSING_FIELD | 'round' is missing",
                "{'pipeline':'electricity','command':'promote','round':'3'} | WRONG_TYPE | "
                        + "'round' must be a whole number and is a string",
                "{'pipeline':'electricity','command':'promote','round':99999999999999999999} | UNKNOWN_VALUE | "
                        + "'round' is too large",
                "{'pipeline':'electricity','command':'retrain','since':'noon'} | BAD_TIME | "
                        + "'since' is not an RFC 3339 date-time: 'noon'",
                "{'pipeline':'electricity','command':'retrain','since':null} | MISSING_FIELD | 'since' is missing",
                "{'pipeline':'electricity','since':'2026-01-01T12:00:00Z','command':'rollback'} | UNKNOWN_VALUE | "
                        + "'since' is for the command 'retrain' alone",
                "{'pipeline':'electricity','up_to':'2026-01-01T12:00:00Z','command':'rollback'} | UNKNOWN_VALUE | "
                        + "'up_to' is for the command 'retrain' alone",
                "{'pipeline':'electricity','command':'retrain','up_to':'noon'} | BAD_TIME | "
                        + "'up_to' is not an RFC 3339 date-time: 'noon'",
                "{'pipeline':'electricity','command':1} | WRONG_TYPE | 'command' must be a string and is a number",
            })
    void refusesBadOrders(String json, RejectReason reason, String detail) {
        assertThat(control(json)).isEqualTo(new Rejected<>(reason, detail));
    }

    private Parsed<?> labelOf(String id) {
        return parser.label(utf8(id), writer.label(new LabelEvent(id, NOON, 0)), NOW);
    }

    private Parsed<?> features(String json) {
        return parser.features(KEY, json(json), NOW);
    }

    private Parsed<?> label(String json) {
        return parser.label(KEY, json(json), NOW);
    }

    private Parsed<?> control(String json) {
        return parser.control(json(json));
    }

    private static RejectReason reason(Parsed<?> parsed) {
        return ((Rejected<?>) parsed).reason();
    }

    /** With ' for ". */
    private static byte[] json(String text) {
        return utf8(text.replace('\'', '"'));
    }
}
