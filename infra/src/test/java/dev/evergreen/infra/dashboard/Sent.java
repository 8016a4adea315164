package dev.evergreen.infra.dashboard;

import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A pipeline and records on its topics, as others write them. */
final class Sent {
    static final Pipeline SEA =
            Pipeline.of("sea", List.of(Feature.numeric("x")), new Label.Classes("class", List.of("a", "b")));
    static final Pipeline PRICE = Pipeline.of("price", List.of(Feature.numeric("x")), new Label.Regression("price"));

    private Sent() {}

    static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The {@code row}th evaluation, with such an accuracy over the sliding window, before any contest. */
    static byte[] evaluation(long row, double accuracy) {
        return evaluation(row, accuracy, "");
    }

    /** @param contest such as {@code ,"contest":{…}}, or empty */
    static byte[] evaluation(long row, double accuracy, String contest) {
        return json(String.format(Locale.ROOT, """
                {"pipeline":"sea","id":"e%d","event_time":"2026-01-01T12:00:00Z","label_time":"2026-01-01T12:30:00Z",\
                "label":"a","prediction":"a","round":1,"overall":{"rows":%d,"accuracy":0.5},\
                "window":{"rows":%d,"accuracy":%s}%s}""", row, row, Math.min(row, 1000), accuracy, contest));
    }

    static byte[] unscored(long scoredBefore) {
        return json("""
                {"pipeline":"sea","id":"u","event_time":"2026-01-01T12:00:00Z","label_time":"2026-01-01T14:00:00Z",\
                "label":"a","overall":{"rows":%d},"window":{"rows":%d}}""".formatted(scoredBefore, scoredBefore));
    }

    /** Of one challenger beside the champion of round 1. */
    static String contest(long round, long rows, double accuracy) {
        return String.format(
                Locale.ROOT,
                ",\"contest\":{\"version\":2,\"champion\":1,\"challengers\":"
                        + "[{\"round\":%d,\"rows\":%d,\"accuracy\":%s,\"mean_gain\":0.01,\"e_value\":1.5}]}",
                round,
                rows,
                accuracy);
    }

    static byte[] event(String kind, long round, long rows, String reason) {
        return json("""
                {"pipeline":"sea","kind":"%s","cause":"test","round":%d,"champion":1,"version":8,"rows":%d,\
                "event_time":"2026-01-01T12:00:00Z","reason":"%s"}""".formatted(kind, round, rows, reason));
    }

    static byte[] lineup(long version, long champion, String challengers) {
        return json("""
                {"pipeline":"sea","version":%d,"champion":%d,"challengers":%s,"newest":9}""".formatted(version, champion, challengers));
    }

    static byte[] fit(long round, String candidates, String fold, String failure) {
        return json("""
                {"kind":"fit","pipeline":"sea","round":%d,"candidate":0,"candidates":%s%s,"learner":"random-forest",\
                "params":{"max_depth":6}%s,"subtask":1,"train_rows":5000,"started_at":"2026-01-01T12:00:00Z","wall_s":0.5,\
                "cpu_s":0.49,"queue_wait_s":0.01,"allocated_bytes":1000000,"expected_cpu_s":0.45,"expected_bytes":2000000,\
                "again":false}""".formatted(round, candidates, fold, failure));
    }

    static byte[] cost(long round, double efficiency) {
        return json("""
                {"kind":"round","pipeline":"sea","round":%d,"n_jobs":2,"fits":13,"failed_fits":0,\
                "started_at":"2026-01-01T12:00:00Z","wall_s":1.5,"cpu_s":1.2,"allocated_bytes":5,"speedup":0.8,\
                "efficiency":%s,"effective_n_jobs":1.7,"queue_wait_s":0.1,"work":9.0,"found_again":0}""".formatted(round, efficiency));
    }

    static byte[] decision(long round) {
        return json("""
                {"kind":"decision","pipeline":"sea","round":%d,"n_jobs_before":1,"n_jobs_after":2,"action":"climb",\
                "reason":"it paid"}""".formatted(round));
    }

    /** @param end {@code "winner":1} or {@code "failure":"…"} */
    static byte[] search(long round, String end) {
        return json("""
                {"pipeline":"sea","round":%d,"trigger":"2000 rows",%s,"refit":"roc_auc","candidates":[\
                {"candidate":1,"rank":1,"learner":"random-forest","params":{"max_depth":12},\
                "window_part":{"window":"since_change","rows":1200},"scores":{"roc_auc":{"mean":0.9,"std":0.01,"folds":[0.89,0.9,0.91]}},"mean_fit_s":0.25,"failures":[]},\
                {"candidate":0,"rank":2,"learner":"random-forest","params":{"max_depth":6},"scores":{},"mean_fit_s":0.25,\
                "failures":["fold 1: out of time"]}],\
                "window":{"rows":4000,"first_event_time":"2026-01-01T12:00:00Z","last_event_time":"2026-01-02T12:00:00Z",\
                "offsets":[],"fingerprint":"ab"},"n_jobs":2,"started_at":"2026-01-01T12:00:00Z","wall_s":1.5}""".formatted(round, end));
    }

    static byte[] reject(String reason, String detail) {
        return json("""
                {"pipeline":"sea","reason":"%s","detail":"%s","topic":"sea.features","partition":0,"offset":1,\
                "timestamp":"2026-01-01T12:00:00Z","headers":[]}""".formatted(reason, detail));
    }

    static byte[] drift(long rows) {
        return json("""
                {"pipeline":"sea","detector":"adwin","feature":"x","champion":1,"rows":%d,\
                "event_time":"2026-01-01T12:00:00Z","value":0.3,"reason":"the mean has moved"}""".formatted(rows));
    }
}
