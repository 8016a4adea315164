package dev.evergreen.ingest.streams;

import static dev.evergreen.ingest.event.RejectReason.DUPLICATE;
import static dev.evergreen.ingest.event.RejectReason.FEATURES_MISSING;
import static dev.evergreen.ingest.event.RejectReason.LABEL_MISSING;
import static dev.evergreen.ingest.event.Samples.BIKES;
import static dev.evergreen.ingest.event.Samples.ELECTRICITY;
import static dev.evergreen.ingest.event.Samples.bytes;
import static dev.evergreen.ingest.event.Samples.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.evergreen.ingest.event.Bytes;
import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.event.LabeledExample;
import dev.evergreen.ingest.event.Reject;
import dev.evergreen.ingest.event.Reject.Header;
import dev.evergreen.ingest.event.RejectReason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTopologyTest {
    /** Samples' pipelines wait two hours. */
    private static final Instant T0 = Instant.parse("1996-05-07T00:00:00.123456789Z");

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    private Path dir;

    @Test
    void labelAfterFeaturesJoins() {
        try (var app = new Harness(dir, ELECTRICITY)) {
            app.features(ELECTRICITY, "é1", T0, 0.056, 1);
            assertThat(app.waiting(ELECTRICITY)).isEqualTo(1);
            app.label(ELECTRICITY, "é1", T0.plus(MINUTE), 1);
            assertThat(app.labeled(ELECTRICITY))
                    .containsExactly(new LabeledExample("é1", T0, T0.plus(MINUTE), vector(0.056, 1), 1));
            assertThat(app.rejected(ELECTRICITY)).isEmpty();
            assertThat(app.joined(ELECTRICITY)).isEqualTo(1);
            assertThat(app.waiting(ELECTRICITY)).isZero();
        }
    }

    @Test
    void labelBeforeFeaturesJoins() {
        try (var app = new Harness(dir, BIKES)) {
            app.label(BIKES, "a", T0.plus(MINUTE), 2.5);
            assertThat(app.waiting(BIKES)).isEqualTo(1);
            app.features(BIKES, "a", T0, -1.5);
            assertThat(app.labeled(BIKES))
                    .containsExactly(new LabeledExample("a", T0, T0.plus(MINUTE), vector(-1.5), 2.5));
            assertThat(app.waiting(BIKES)).isZero();
        }
    }

    @Test
    void joinedRecordHasTheIdAsKeyAndTheTimestampOfItsCause() {
        try (var app = new Harness(dir, BIKES)) {
            app.features(BIKES, "a", T0, 1);
            byte[] label = Harness.labelValue(BIKES, "a", T0, 2);
            app.raw("bikes.labels", Harness.key("a"), label, Harness.NOW.plusSeconds(5), new RecordHeaders());
            var written = app.labeledRecords(BIKES).getFirst();
            assertThat(written.key()).isEqualTo(utf8("a"));
            assertThat(written.getRecordTime()).isEqualTo(Harness.NOW.plusSeconds(5));
        }
    }

    @Test
    void outOfOrderStillJoins() {
        try (var app = new Harness(dir, BIKES)) {
            app.features(BIKES, "late", T0.plus(MINUTE.multipliedBy(120)), 1);
            app.label(BIKES, "b", T0.plus(MINUTE.multipliedBy(3)), 2);
            app.features(BIKES, "a", T0, 1);
            app.features(BIKES, "b", T0.plus(MINUTE), 2);
            app.label(BIKES, "a", T0.plus(MINUTE.multipliedBy(2)), 1);
            assertThat(app.labeled(BIKES)).extracting(LabeledExample::id).containsExactly("b", "a");
            assertThat(app.waiting(BIKES)).isEqualTo(1);
        }
    }

    @Test
    void secondOfEitherKindIsADuplicateBeforeAndAfterTheyMeet() {
        try (var app = new Harness(dir, BIKES)) {
            app.features(BIKES, "a", T0, 1);
            app.features(BIKES, "a", T0, 2);
            app.label(BIKES, "a", T0, 1);
            app.features(BIKES, "a", T0, 3);
            app.label(BIKES, "a", T0, 2);
            app.label(BIKES, "b", T0, 5);
            app.label(BIKES, "b", T0, 6);
            app.features(BIKES, "b", T0, 7);
            assertThat(app.labeled(BIKES))
                    .containsExactly(
                            new LabeledExample("a", T0, T0, vector(1), 1),
                            new LabeledExample("b", T0, T0, vector(7), 5));
            assertThat(app.rejected(BIKES))
                    .extracting(Reject::reason, Reject::topic, Reject::offset)
                    .containsExactly(
                            tuple(DUPLICATE, "bikes.features", 1L),
                            tuple(DUPLICATE, "bikes.features", 2L),
                            tuple(DUPLICATE, "bikes.labels", 1L),
                            tuple(DUPLICATE, "bikes.labels", 3L));
            assertThat(app.rejected(BIKES, DUPLICATE)).isEqualTo(4);
        }
    }

    @Test
    void featuresWithoutALabelComeBackWhole() {
        try (var app = new Harness(dir, BIKES)) {
            byte[] value = utf8(" {\"event_time\":\"1996-05-07T00:00:00.123456789Z\", \"x\":[1], \"id\":\"a\","
                    + " \"features\":{\"temp\":1e1}}\n");
            app.features(BIKES, "other", T0, 1);
            var headers = new RecordHeaders()
                    .add("trace", utf8("t"))
                    .add("none", null)
                    .add("trace", utf8("u"));
            app.raw("bikes.features", utf8("a"), value, Harness.NOW.minusSeconds(9), headers);
            app.label(BIKES, "other", T0.plus(Duration.ofHours(2)), 1);
            assertThat(app.rejected(BIKES)).isEmpty();

            Instant clock = T0.plus(Duration.ofHours(2)).plusNanos(1);
            app.features(BIKES, "next", clock, 1);
            assertThat(app.rejected(BIKES)).isEmpty();
            app.label(BIKES, "next", clock, 1);
            assertThat(app.rejected(BIKES))
                    .containsExactly(new Reject(
                            "bikes",
                            LABEL_MISSING,
                            "no label came within PT2H; event time is at 1996-05-07T02:00:00.123456790Z",
                            "bikes.features",
                            0,
                            1,
                            Harness.NOW.minusSeconds(9),
                            Optional.of(bytes("a")),
                            Optional.of(Bytes.owning(value)),
                            List.of(
                                    new Header("trace", Optional.of(bytes("t"))),
                                    new Header("none", Optional.empty()),
                                    new Header("trace", Optional.of(bytes("u"))))));
            assertThat(app.waiting(BIKES)).isZero();
            assertThat(app.rejected(BIKES, LABEL_MISSING)).isEqualTo(1);
        }
    }

    @Test
    void labelWithoutFeaturesComesBackWhole() {
        try (var app = new Harness(dir, BIKES)) {
            byte[] value = Harness.labelValue(BIKES, "a", T0, 3);
            app.raw("bikes.labels", utf8("a"), value, Harness.NOW, new RecordHeaders().add("h", utf8("v")));
            app.label(BIKES, "b", T0.plus(Duration.ofHours(3)), 3);
            assertThat(app.rejected(BIKES)).isEmpty();
            app.features(BIKES, "b", T0.plus(Duration.ofHours(3)), 3);
            assertThat(app.rejected(BIKES))
                    .containsExactly(new Reject(
                            "bikes",
                            FEATURES_MISSING,
                            "no features came within PT2H; event time is at 1996-05-07T03:00:00.123456789Z",
                            "bikes.labels",
                            0,
                            0,
                            Harness.NOW,
                            Optional.of(bytes("a")),
                            Optional.of(Bytes.owning(value)),
                            List.of(new Header("h", Optional.of(bytes("v"))))));
        }
    }

    @Test
    void labelThatIsLateAdvancesTheClockFirst() {
        try (var app = new Harness(dir, BIKES)) {
            app.features(BIKES, "a", T0, 1);
            app.label(BIKES, "a", T0.plus(Duration.ofHours(3)), 1);
            app.label(BIKES, "a", T0.plus(Duration.ofHours(3)), 1);
            assertThat(app.labeled(BIKES)).isEmpty();
            assertThat(app.rejected(BIKES))
                    .extracting(Reject::reason, Reject::detail)
                    .containsExactly(
                            tuple(
                                    LABEL_MISSING,
                                    "no label came within PT2H; event time is at 1996-05-07T03:00:00.123456789Z"),
                            tuple(FEATURES_MISSING, "the features came, but their wait for a label was over"),
                            tuple(FEATURES_MISSING, "the features came, but their wait for a label was over"));
        }
    }

    @Test
    void featuresReadFarAheadOfTheLabelsStillMeetThem() {
        try (var app = new Harness(dir, BIKES)) {
            for (int hour = 0; hour < 100; hour++) {
                app.features(BIKES, "e" + hour, T0.plus(Duration.ofHours(hour)), hour);
            }
            for (int hour = 0; hour < 100; hour++) {
                app.label(BIKES, "e" + hour, T0.plus(Duration.ofHours(hour + 1)), hour);
            }
            assertThat(app.labeled(BIKES)).hasSize(100);
            assertThat(app.rejected(BIKES)).isEmpty();
        }
    }

    @Test
    void labelsThatHaveFallenSilentDoNotKeepFeaturesForever() {
        try (var app = new Harness(dir, BIKES)) {
            app.features(BIKES, "a", T0, 1);
            byte[] later = Harness.featuresValue(BIKES, "b", T0.plus(Duration.ofHours(3)), 1);
            app.raw("bikes.features", utf8("b"), later, Harness.NOW.plus(Duration.ofHours(2)), new RecordHeaders());
            assertThat(app.rejected(BIKES)).isEmpty();
            byte[] last = Harness.featuresValue(BIKES, "c", T0.plus(Duration.ofHours(3)), 1);
            app.raw(
                    "bikes.features",
                    utf8("c"),
                    last,
                    Harness.NOW.plus(Duration.ofHours(2)).plusMillis(1),
                    new RecordHeaders());
            assertThat(app.rejected(BIKES)).extracting(Reject::reason).containsExactly(LABEL_MISSING);
            assertThat(app.waiting(BIKES)).isEqualTo(2);
        }
    }

    @Test
    void doneIdsAreForgotten() {
        try (var app = new Harness(dir, BIKES)) {
            for (int minute = 0; minute < 300; minute++) {
                Instant time = T0.plus(MINUTE.multipliedBy(minute));
                app.features(BIKES, "e" + minute, time, 1);
                app.label(BIKES, "e" + minute, time, 1);
            }
            assertThat(app.labeled(BIKES)).hasSize(300);
            // The last two hours' states and the progress; up to a 64th more.
            assertThat(app.entries("bikes-waiting")).isBetween(121L + 1, 123L + 1);
            app.features(BIKES, "e179", T0.plus(MINUTE.multipliedBy(299)), 1);
            assertThat(app.rejected(BIKES)).extracting(Reject::reason).containsExactly(DUPLICATE);
            app.features(BIKES, "e178", T0.plus(MINUTE.multipliedBy(299)), 1);
            assertThat(app.waiting(BIKES)).isEqualTo(1);
        }
    }

    @Test
    void malformedMessagesComeBackWithTheReason() {
        try (var app = new Harness(dir, ELECTRICITY)) {
            String features = "electricity.features";
            byte[] good = Harness.featuresValue(ELECTRICITY, "a", T0, 1, 0);
            app.raw(features, utf8("a"), utf8("{"));
            app.raw(features, utf8("a"), null);
            app.raw(features, null, good);
            app.raw(features, utf8("b"), good);
            app.raw(features, utf8("a"), utf8("{\"id\":\"a\",\"event_time\":\"1996-05-07T00:00:00Z\"}"));
            app.raw(features, utf8("a"), new byte[(1 << 20) + 1]);
            app.raw(
                    "electricity.labels",
                    utf8("a"),
                    utf8("{\"id\":\"a\",\"event_time\":\"yesterday\",\"label\":\"1\"}"));
            app.raw(
                    "electricity.labels",
                    utf8("a"),
                    utf8("{\"id\":\"a\",\"event_time\":\"1996-05-07T00:00:00Z\",\"label\":\"2\"}"));
            var records = app.rejectedRecords(ELECTRICITY);
            assertThat(records).extracting(r -> r.key() == null).startsWith(false, false, true, false);
            assertThat(app.rejected(ELECTRICITY, RejectReason.KEY_MISMATCH)).isEqualTo(2);
            assertThat(records)
                    .extracting(r -> Json.read(r.value(), Reject.class, 2 << 20))
                    .extracting(Reject::reason, Reject::topic, Reject::offset)
                    .containsExactly(
                            tuple(RejectReason.MALFORMED_JSON, features, 0L),
                            tuple(RejectReason.MALFORMED_JSON, features, 1L),
                            tuple(RejectReason.KEY_MISMATCH, features, 2L),
                            tuple(RejectReason.KEY_MISMATCH, features, 3L),
                            tuple(RejectReason.MISSING_FIELD, features, 4L),
                            tuple(RejectReason.TOO_LARGE, features, 5L),
                            tuple(RejectReason.BAD_TIME, "electricity.labels", 0L),
                            tuple(RejectReason.UNKNOWN_CLASS, "electricity.labels", 1L));
            assertThat(app.waiting(ELECTRICITY)).isZero();
        }
    }

    @Test
    void goodEventUnderTooManyHeadersIsTooLargeToWait() {
        try (var app = new Harness(dir, BIKES)) {
            var headers = new RecordHeaders().add("h", new byte[1_200_000]);
            app.raw("bikes.features", utf8("a"), Harness.featuresValue(BIKES, "a", T0, 1), Harness.NOW, headers);
            assertThat(app.rejected(BIKES)).extracting(Reject::reason).containsExactly(RejectReason.TOO_LARGE);
            assertThat(app.waiting(BIKES)).isZero();
        }
    }

    @Test
    void pipelinesDoNotKnowEachOther() {
        try (var app = new Harness(dir, ELECTRICITY, BIKES)) {
            app.features(ELECTRICITY, "a", T0, 1, 0);
            app.label(BIKES, "a", T0, 7);
            app.label(BIKES, "b", T0.plus(Duration.ofDays(1)), 7);
            app.features(BIKES, "b", T0.plus(Duration.ofDays(1)), 1);
            assertThat(app.rejected(BIKES)).extracting(Reject::reason).containsExactly(FEATURES_MISSING);
            assertThat(app.rejected(ELECTRICITY)).isEmpty();
            app.label(ELECTRICITY, "a", T0, 1);
            assertThat(app.labeled(ELECTRICITY)).extracting(LabeledExample::id).containsExactly("a");
            assertThat(app.labeled(BIKES)).extracting(LabeledExample::id).containsExactly("b");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> IngestTopology.define(List.of(BIKES, BIKES)));
    }

    private static FeatureVector vector(double... values) {
        return FeatureVector.owning(values);
    }
}
