package dev.evergreen.infra.dashboard;

import dev.evergreen.infra.dashboard.Board.About;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Window;
import java.util.List;
import java.util.Locale;

/** What a pipeline's file says, in the page's words. */
final class Abouts {
    private Abouts() {}

    static About of(Pipeline pipeline, List<String> pipelines, int candidates) {
        var search = pipeline.search();
        var promotion = pipeline.promotion();
        return new About(
                pipeline.name(),
                pipelines,
                pipeline.label().name(),
                switch (pipeline.label()) {
                    case Label.Classes classes -> classes.classes().size();
                    case Label.Regression numbers -> 0;
                },
                pipeline.features().size(),
                Measure.of(pipeline.label()),
                search.refit().key(),
                search.refit().higherIsBetter(),
                candidates,
                search.cv().folds(),
                search.cv().splitter().key(),
                pipeline.nJobs().toString(),
                window(pipeline.window()),
                promotion.policy().key(),
                promotion.alpha(),
                promotion.minEvents());
    }

    private static String window(Window window) {
        return switch (window) {
            case Window.Rows rows -> String.format(Locale.ROOT, "newest %,d rows", rows.rows());
            case Window.Span span ->
                String.format(
                        Locale.ROOT,
                        "newest %s, at most %,d rows",
                        span.duration().toString().substring(2).toLowerCase(Locale.ROOT),
                        span.maxRows());
        };
    }
}
