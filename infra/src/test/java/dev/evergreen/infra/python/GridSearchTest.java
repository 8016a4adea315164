package dev.evergreen.infra.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.PipelineFile;
import dev.evergreen.ingest.pipeline.Search;
import dev.evergreen.trainer.search.SplitResult;
import dev.evergreen.trainer.search.Splits;
import dev.evergreen.trainer.window.TrainingData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridSearchTest {
    private static final Label CLASSES = new Label.Classes("y", List.of("a", "b"));
    private static final Path PUBLISHED = Path.of("benchmarks", "search-grid.yaml");

    @TempDir
    private Path folder;

    @Test
    void thePublishedGridIsTwelveCandidatesOnEitherSide() {
        Search search = PipelineFile.search(PUBLISHED, List.of(), CLASSES);

        var scikit = GridSearch.of(search, CLASSES, 20, 20_000, new ScikitForest());
        var lightGbm = GridSearch.of(search, CLASSES, 20, 20_000, new LightGbmForest());

        assertThat(search.cv().folds()).isEqualTo(5);
        assertThat(scikit.estimator()).isEqualTo("RandomForestClassifier");
        assertThat(scikit.candidates()).hasSize(12).doesNotHaveDuplicates();
        assertThat(lightGbm.candidates()).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void isWrittenInTheWordsOfTheScript() throws IOException {
        Search search = search("""
                candidates: [{learner: random-forest, grid: {max_depth: [none, 3]}, fixed: {n_estimators: 5}}]
                cv: {splitter: stratified, folds: 2}
                scoring: [log_loss, roc_auc]
                refit: log_loss
                seed: 7
                """);

        GridSearch.of(search, CLASSES, 4, 20_000, new ScikitForest())
                .withNJobs(2)
                .write(folder);

        var mapper = new ObjectMapper();
        assertThat(mapper.readTree(folder.resolve("search.json").toFile())).isEqualTo(mapper.readTree("""
                {"estimator": "RandomForestClassifier", "fixed": {"n_jobs": 1, "random_state": 7},
                 "candidates": [{"n_estimators": 5}, {"max_depth": 3, "n_estimators": 5}],
                 "scoring": {"log_loss": "neg_log_loss", "roc_auc": "roc_auc"}, "refit": "log_loss",
                 "n_jobs": 2, "classes": 2}
                """));
    }

    @Test
    void rejectsTwoLearners() throws IOException {
        Search search = search("candidates: [{learner: random-forest}, {learner: extra-trees}]\nscoring: [roc_auc]\n");

        assertThatThrownBy(() -> GridSearch.of(search, CLASSES, 4, 20_000, new ScikitForest()))
                .hasMessage("search.candidates: 'random-forest, extra-trees' is not allowed; allowed: one learner, as "
                        + "GridSearchCV has one estimator");
    }

    @Test
    void foldsAreTheRowsThatOursAre() throws IOException {
        Search search = search("""
                candidates: [{learner: random-forest}]
                cv: {splitter: forward, folds: 2}
                scoring: [roc_auc]
                """);
        double[][] columns = {{1, 2, 3, 4, 5, 6, 7}};
        double[] labels = {0, 1, 0, 1, 0, 1, 1};
        var data = new TrainingData(List.of(Feature.numeric("f")), CLASSES, columns, labels, new long[7]);
        var folds = (SplitResult.Folds) Splits.of(search.cv(), data);

        GridSearch.writeRows(data, folds.folds(), folder);

        byte[] written = Files.readAllBytes(folder.resolve("folds.npy"));
        assertThat(Arrays.copyOfRange(written, written.length - 14, written.length))
                .containsExactly(1, 1, 1, 2, 2, 0, 0, 1, 1, 1, 1, 1, 2, 2);
        assertThat(Npy.readDoubles(folder.resolve("x.npy"), 7, 1)).containsExactly(1, 2, 3, 4, 5, 6, 7);
        byte[] y = Files.readAllBytes(folder.resolve("y.npy"));
        assertThat(y).hasSize(128 + 7 * Double.BYTES);
    }

    private Search search(String yaml) throws IOException {
        return PipelineFile.search(Files.writeString(folder.resolve("grid.yaml"), yaml), List.of(), CLASSES);
    }
}
