package dev.evergreen.infra.python;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.ParameterValue;
import dev.evergreen.trainer.window.TrainingData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Fits as {@code fit.py} reads them.
 *
 * @param rounds how often each is fitted
 * @param noRepeatS a fit that takes so long is not repeated
 * @param classes how many, 0 for numbers
 */
public record Fits(List<Fit> fits, int rounds, double noRepeatS, int classes) {
    public Fits {
        fits = List.copyOf(fits);
    }

    /** One estimator. */
    public record Fit(String estimator, Map<String, ParameterValue> params) {}

    /**
     * Writes the task and the rows.
     *
     * @param heldOut rows to predict, whose labels are not handed over
     */
    public void write(TrainingData train, TrainingData heldOut, Path folder) throws IOException {
        Files.write(folder.resolve("fit.json"), Json.write(this));
        RowArrays.write(train, folder);
        Npy.writeDoubles(
                folder.resolve("held-out.npy"),
                heldOut.rows(),
                heldOut.features().size(),
                heldOut::copyRow);
    }
}
