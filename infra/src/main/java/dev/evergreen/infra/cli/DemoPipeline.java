package dev.evergreen.infra.cli;

import dev.evergreen.infra.data.RowSource;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Promotion;
import dev.evergreen.ingest.pipeline.Retrain;
import dev.evergreen.ingest.pipeline.Window;
import java.util.Optional;

/**
 * The pipeline of a demo without a file: for streams that keep changing, as those that are worth showing do. It trains often,
 * on few rows, and trusts the newest model, which is better there than to wait for proof that comes when it is old.
 */
final class DemoPipeline {
    private static final int WINDOW = 5_000;
    private static final int EVERY = 1_000;

    private DemoPipeline() {}

    static Pipeline of(RowSource source) {
        Pipeline plain = source.pipeline();
        return plain.withWindow(new Window.Rows(WINDOW))
                .withRetrain(new Retrain(Optional.of(EVERY), Optional.empty(), true, EVERY))
                .withPromotion(plain.promotion().withPolicy(Promotion.Policy.NEWEST));
    }
}
