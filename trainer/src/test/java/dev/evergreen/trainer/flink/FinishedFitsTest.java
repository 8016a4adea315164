package dev.evergreen.trainer.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.trainer.search.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishedFitsTest {
    private static final String SNAPSHOT = "p/round-3-00ff.window";
    private static final FinishedFit SCORED = new FinishedFit(
            "",
            new String[] {"", "no luck"},
            new double[] {0.75, Double.NaN},
            new byte[] {1, 2, 3},
            100,
            1_000,
            0.25,
            0.5,
            0.375,
            1 << 20);
    private static final FinishedFit FAILED =
            new FinishedFit("no luck", new String[0], new double[0], new byte[0], 100, 1_000, 0, 0.5, 0.375, 1 << 20);

    @TempDir
    private Path folder;

    @Test
    void areFoundByWhoeverComesAfterAFailure() {
        FinishedFits first = fits();
        first.add(request(4, 2, 7, "plan"), SCORED);
        first.add(request(4, FitRequest.REFIT, 7, "plan"), FAILED);

        FinishedFits next = fits();

        assertThat(bytes(next, request(4, 2, 7, "plan")))
                .isEqualTo(FinishedFitFormat.write(request(4, 2, 7, "plan"), SCORED));
        assertThat(bytes(next, request(4, FitRequest.REFIT, 7, "plan")))
                .isEqualTo(FinishedFitFormat.write(request(4, FitRequest.REFIT, 7, "plan"), FAILED));
        assertThat(next.find(request(4, 1, 7, "plan"))).isEmpty();
    }

    @Test
    void areNotLookedUpByTheProcessThatDidThem() {
        FinishedFits first = fits();
        first.add(request(4, 2, 7, "plan"), SCORED);

        assertThat(first.find(request(4, 2, 7, "plan"))).isEmpty();
    }

    @Test
    void ofAnotherPlanOrSeedAreNotTakenForThese() {
        fits().add(request(4, 2, 7, "plan"), SCORED);

        assertThat(fits().find(request(4, 2, 8, "plan"))).isEmpty();
        assertThat(fits().find(request(4, 2, 7, "another"))).isEmpty();
    }

    @Test
    void cutShortOrDamagedAnywhereAreDoneAgain() throws IOException {
        FitRequest request = request(4, 2, 7, "plan");
        fits().add(request, SCORED);
        Path file = folder.resolve("p/round-3-00ff.fits/candidate-4-fold-2");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(fits().find(request)).as("%d bytes", length).isEmpty();
        }
        var random = new SplittableRandom(1);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, damaged);
            assertThat(fits().find(request)).as("byte %d", i).isEmpty();
        }
        Files.write(file, whole);
        assertThat(fits().find(request)).isPresent();
    }

    @Test
    void aFolderThatCannotBeWrittenCostsOnlyTheRepetition() throws IOException {
        Files.createDirectories(folder.resolve("p"));
        Files.writeString(folder.resolve("p/round-3-00ff.fits"), "a file where the folder should be");

        FinishedFits fits = fits();
        fits.add(request(4, 2, 7, "plan"), SCORED);

        assertThat(fits.find(request(4, 2, 7, "plan"))).isEmpty();
    }

    /** As NaN is not NaN, bytes are compared. */
    private static byte[] bytes(FinishedFits fits, FitRequest request) {
        return FinishedFitFormat.write(request, fits.find(request).orElseThrow());
    }

    private FinishedFits fits() {
        return FinishedFits.of(folder.toUri().toString(), SNAPSHOT);
    }

    private static FitRequest request(int candidate, int fold, long seed, String plan) {
        byte[] json = Json.write(List.of(new Candidate(candidate, "random-forest", Map.of())));
        return new FitRequest(
                "p",
                3,
                0,
                json,
                candidate,
                fold,
                100,
                0,
                0,
                1,
                seed,
                plan,
                SNAPSHOT,
                0,
                1,
                0,
                1,
                1,
                FitRequest.NOTHING_CARRIED);
    }
}
