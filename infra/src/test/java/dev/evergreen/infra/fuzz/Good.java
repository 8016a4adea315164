package dev.evergreen.infra.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evergreen.evaluator.champion.Contest;
import dev.evergreen.evaluator.champion.ContestCodec;
import dev.evergreen.evaluator.champion.ContestRules;
import dev.evergreen.evaluator.champion.Row;
import dev.evergreen.evaluator.drift.DriftWatch;
import dev.evergreen.evaluator.drift.Observed;
import dev.evergreen.ingest.event.FeatureVector;
import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.DriftDetection;
import dev.evergreen.ingest.pipeline.DriftDetection.Detector;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Messages and states as they should be, from which wrong ones are made. */
final class Good {
    static final Pipeline PIPELINE = Pipeline.of(
                    "electricity",
                    List.of(Feature.numeric("nswprice"), Feature.nominal("weekday", List.of("mon", "tue"))),
                    new Label.Classes("class", List.of("0", "1")))
            .withDrift(DriftDetection.DEFAULT.withDetectors(
                    List.of(Detector.values()), List.of(Detector.ADWIN, Detector.PSI)));

    static final List<byte[]> FEATURES = texts("""
            {"id":"e1","event_time":"2026-01-01T12:00:00Z","features":{"nswprice":0.056,"weekday":"mon"}}""", """
            {"id":"e1","event_time":"2026-01-01T12:00:00Z","features":{"nswprice":-1.5e-7,"weekday":"\\u006don"},"x":[[],{},[null,true]]}""");
    static final List<byte[]> LABELS = texts("""
            {"id":"e1","event_time":"2026-01-01T12:30:00Z","label":"1"}""", """
            {"id":"e1","label":0,"event_time":"2026-01-01T12:00:00.123+01:00","é":"😀"}""");
    static final List<byte[]> LABELED = texts("""
            {"id":"e1","event_time":"2026-01-01T12:00:00Z","label_time":"2026-01-01T12:30:00Z",\
            "features":{"nswprice":0.056,"weekday":"mon"},"label":"1"}""");
    static final List<byte[]> CONTROL = texts("""
            {"pipeline":"electricity","command":"retrain","cause":"user","since":"2026-01-01T12:00:00Z","reason":"x"}""", """
            {"pipeline":"electricity","command":"promote","cause":"user","round":3,"request":"r-1","reason":"x"}""");
    static final List<byte[]> KEYS = texts("e1");

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Good() {}

    /** The examples of a JSON Schema, compact. */
    static List<byte[]> examples(String schema) {
        try (var in = Json.class.getResourceAsStream("/schemas/%s.schema.json".formatted(schema))) {
            var examples = new ArrayList<byte[]>();
            for (JsonNode example : MAPPER.readTree(in).get("examples")) {
                examples.add(MAPPER.writeValueAsBytes(example));
            }
            return examples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At the start, with a champion, and with challengers that have bet. */
    static List<byte[]> contests() {
        var rules = new ContestRules(PIPELINE);
        Contest first = rules.arrived(Contest.START, 1).next();
        Contest running = rules.arrived(rules.arrived(first, 2).next(), 3).next();
        for (int row = 0; row < 200; row++) {
            boolean right = row % 3 > 0;
            running = rules.evaluated(
                            running,
                            new Row(START.plusSeconds(row), 1, round -> OptionalDouble.of(round == 1 || right ? 1 : 0)))
                    .next();
        }
        return Stream.of(Contest.START, first, running).map(ContestCodec::write).toList();
    }

    /** Early, while the reference is filled, and with all detectors at work. */
    static List<byte[]> driftWatches() {
        var states = new ArrayList<byte[]>();
        var watch = DriftWatch.begin(PIPELINE);
        for (int row = 0; row < 2_500; row++) {
            if (row == 10 || row == 600) {
                states.add(watch.state());
            }
            var features = FeatureVector.owning(new double[] {row % 17, row % 2});
            watch.add(new Observed(1, row, START.plusSeconds(row), 1, row % 5 == 0 ? 0 : 1, features));
        }
        states.add(watch.state());
        return states;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<byte[]> texts(String... texts) {
        return Stream.of(texts).map(Good::utf8).toList();
    }
}
