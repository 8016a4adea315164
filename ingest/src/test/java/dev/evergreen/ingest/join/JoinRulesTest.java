package dev.evergreen.ingest.join;

import static dev.evergreen.ingest.event.RejectReason.DUPLICATE;
import static dev.evergreen.ingest.event.RejectReason.FEATURES_MISSING;
import static dev.evergreen.ingest.event.RejectReason.LABEL_MISSING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.evergreen.ingest.event.FeatureEvent;
import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.LabelEvent;
import dev.evergreen.ingest.event.LabeledExample;
import dev.evergreen.ingest.event.RejectReason;
import dev.evergreen.ingest.join.JoinState.Done;
import dev.evergreen.ingest.join.JoinState.Ending;
import dev.evergreen.ingest.join.JoinState.Unknown;
import dev.evergreen.ingest.join.JoinState.WaitingForFeatures;
import dev.evergreen.ingest.join.JoinState.WaitingForLabel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JoinRulesTest {
    private static final Instant T0 = Instant.parse("1960-01-01T00:00:00.000000001Z");
    private static final JoinRules HOUR = new JoinRules(Duration.ofHours(1));
    private static final FeatureVector VECTOR = FeatureVector.owning(new double[] {0.5});

    /** Kept from before. */
    private static final Original OLD = original(1);
    /** In hand. */
    private static final Original NEW = original(2);

    private static final JoinState UNKNOWN = new Unknown();
    private static final JoinState HAS_FEATURES = new WaitingForLabel(features(0), OLD, at(60));
    private static final JoinState HAS_LABEL = new WaitingForFeatures(label(0), OLD, at(60));

    static Stream<Arguments> featuresCome() {
        return Stream.of(
                arguments(UNKNOWN, 0, List.of(), new WaitingForLabel(features(0), NEW, at(60))),
                arguments(UNKNOWN, 60, List.of(), new WaitingForLabel(features(0), NEW, at(60))),
                arguments(UNKNOWN, 61, List.of(rejected(NEW, LABEL_MISSING)), done(Ending.FEATURES_EXPIRED, 61)),
                arguments(HAS_LABEL, 60, List.of(joined()), done(Ending.JOINED, 60)),
                arguments(
                        HAS_LABEL,
                        61,
                        List.of(rejected(OLD, FEATURES_MISSING), rejected(NEW, LABEL_MISSING)),
                        done(Ending.LABEL_EXPIRED, 61)),
                arguments(HAS_FEATURES, 60, List.of(rejected(NEW, DUPLICATE)), HAS_FEATURES),
                arguments(
                        HAS_FEATURES,
                        61,
                        List.of(rejected(OLD, LABEL_MISSING), rejected(NEW, DUPLICATE)),
                        done(Ending.FEATURES_EXPIRED, 61)),
                arguments(done(Ending.JOINED, 0), 60, List.of(rejected(NEW, DUPLICATE)), done(Ending.JOINED, 0)),
                arguments(
                        done(Ending.FEATURES_EXPIRED, 0),
                        60,
                        List.of(rejected(NEW, DUPLICATE)),
                        done(Ending.FEATURES_EXPIRED, 0)),
                arguments(
                        done(Ending.LABEL_EXPIRED, 0),
                        60,
                        List.of(rejected(NEW, LABEL_MISSING)),
                        done(Ending.LABEL_EXPIRED, 0)),
                arguments(done(Ending.JOINED, -30), 31, List.of(), new WaitingForLabel(features(0), NEW, at(60))));
    }

    @ParameterizedTest
    @MethodSource("featuresCome")
    void featuresCome(JoinState before, int clock, List<Object> outcomes, JoinState after) {
        check(HOUR.features(before, features(0), NEW, at(clock)), outcomes, after);
    }

    static Stream<Arguments> labelComes() {
        return Stream.of(
                arguments(UNKNOWN, 0, List.of(), new WaitingForFeatures(label(0), NEW, at(60))),
                arguments(UNKNOWN, 60, List.of(), new WaitingForFeatures(label(0), NEW, at(60))),
                arguments(UNKNOWN, 61, List.of(rejected(NEW, FEATURES_MISSING)), done(Ending.LABEL_EXPIRED, 61)),
                arguments(HAS_FEATURES, 60, List.of(joined()), done(Ending.JOINED, 60)),
                arguments(
                        HAS_FEATURES,
                        61,
                        List.of(rejected(OLD, LABEL_MISSING), rejected(NEW, FEATURES_MISSING)),
                        done(Ending.FEATURES_EXPIRED, 61)),
                arguments(HAS_LABEL, 60, List.of(rejected(NEW, DUPLICATE)), HAS_LABEL),
                arguments(
                        HAS_LABEL,
                        61,
                        List.of(rejected(OLD, FEATURES_MISSING), rejected(NEW, DUPLICATE)),
                        done(Ending.LABEL_EXPIRED, 61)),
                arguments(done(Ending.JOINED, 0), 60, List.of(rejected(NEW, DUPLICATE)), done(Ending.JOINED, 0)),
                arguments(
                        done(Ending.LABEL_EXPIRED, 0),
                        60,
                        List.of(rejected(NEW, DUPLICATE)),
                        done(Ending.LABEL_EXPIRED, 0)),
                arguments(
                        done(Ending.FEATURES_EXPIRED, 0),
                        60,
                        List.of(rejected(NEW, FEATURES_MISSING)),
                        done(Ending.FEATURES_EXPIRED, 0)),
                arguments(done(Ending.JOINED, -30), 31, List.of(), new WaitingForFeatures(label(0), NEW, at(60))));
    }

    @ParameterizedTest
    @MethodSource("labelComes")
    void labelComes(JoinState before, int clock, List<Object> outcomes, JoinState after) {
        check(HOUR.label(before, label(0), NEW, at(clock)), outcomes, after);
    }

    static Stream<Arguments> timePasses() {
        return Stream.of(
                arguments(UNKNOWN, 1_000, List.of(), UNKNOWN),
                arguments(HAS_FEATURES, 60, List.of(), HAS_FEATURES),
                arguments(HAS_FEATURES, 61, List.of(rejected(OLD, LABEL_MISSING)), done(Ending.FEATURES_EXPIRED, 61)),
                arguments(HAS_LABEL, 60, List.of(), HAS_LABEL),
                arguments(HAS_LABEL, 61, List.of(rejected(OLD, FEATURES_MISSING)), done(Ending.LABEL_EXPIRED, 61)),
                arguments(done(Ending.JOINED, 0), 60, List.of(), done(Ending.JOINED, 0)),
                arguments(done(Ending.JOINED, 0), 61, List.of(), UNKNOWN),
                arguments(done(Ending.LABEL_EXPIRED, 0), 61, List.of(), UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("timePasses")
    void timePasses(JoinState before, int clock, List<Object> outcomes, JoinState after) {
        check(HOUR.clock(before, at(clock)), outcomes, after);
    }

    @Test
    void lateLabelIsToldThatTheWaitWasOver() {
        var step = HOUR.label(done(Ending.FEATURES_EXPIRED, 0), label(0), NEW, at(1));
        assertThat(step.outcomes())
                .containsExactly(new Outcome.Rejected(
                        NEW, FEATURES_MISSING, "the features came, but their wait for a label was over"));
    }

    @Test
    void endlessWaitDoesNotOverflow() {
        var rules = new JoinRules(Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(rules.features(UNKNOWN, features(0), NEW, at(1)).next())
                .isEqualTo(new WaitingForLabel(features(0), NEW, Instant.MAX));
    }

    private static void check(Step step, List<Object> outcomes, JoinState after) {
        assertThat(step.outcomes().stream().map(JoinRulesTest::withoutDetail)).containsExactlyElementsOf(outcomes);
        assertThat(step.next()).isEqualTo(after);
    }

    private static Object withoutDetail(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Joined joined -> joined;
            case Outcome.Rejected r -> rejected(r.original(), r.reason());
        };
    }

    private static Object rejected(Original original, RejectReason reason) {
        return List.of(original.offset(), reason);
    }

    private static Outcome joined() {
        return new Outcome.Joined(new LabeledExample("a", at(0), at(0), VECTOR, 1));
    }

    private static Done done(Ending ending, int clock) {
        return new Done(ending, at(clock + 60));
    }

    private static FeatureEvent features(int minute) {
        return new FeatureEvent("a", at(minute), VECTOR);
    }

    private static LabelEvent label(int minute) {
        return new LabelEvent("a", at(minute), 1);
    }

    private static Instant at(int minute) {
        return T0.plus(Duration.ofMinutes(minute));
    }

    private static Original original(long offset) {
        return new Original("topic", 0, offset, T0, Optional.empty(), Optional.empty(), List.of());
    }
}
