package dev.evergreen.infra.cli;

import static dev.evergreen.infra.cli.Amounts.require;

import dev.evergreen.infra.data.Gaussian;
import dev.evergreen.infra.data.RowSource;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Search;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a command's rows come from: a file that the user has, or a generator. */
final class SourceOptions {
    private static final long GENERATED_ROWS = 20_000;

    @Option(names = "--data", paramLabel = "FILE.csv", description = "Rows in time order, with a header.")
    private Optional<Path> data = Optional.empty();

    @Mixin
    private ColumnOptions columns;

    @Option(names = "--generator", paramLabel = "NAME", description = "Instead of --data: ${COMPLETION-CANDIDATES}.")
    private Optional<Generator> generator = Optional.empty();

    @Option(
            names = "--features",
            paramLabel = "M",
            description = "Of the generator gaussian: how many, half of them noise (default: 20).")
    private Optional<Integer> features = Optional.empty();

    /** The file, if the rows come from one. */
    Optional<Path> data() {
        return data;
    }

    /**
     * The rows; those of a file are checked by reading it once.
     *
     * @param rows how many, 2 or more
     */
    RowSource read(Optional<Pipeline> declared, Generator otherwise, Optional<Long> seed, Optional<Long> rows) {
        features.ifPresent(
                n -> require(n >= 2 && n <= Pipeline.MAX_FEATURES, "--features", n, "2 to " + Pipeline.MAX_FEATURES));
        if (data.isPresent()) {
            if (generator.isPresent()) {
                throw new BadInputException("--data and --generator exclude each other");
            }
            requireGaussian(false);
            var table = columns.read(data.get(), declared);
            return rows.map(table::first).orElse(table);
        }
        if (columns.isGiven()) {
            throw new BadInputException(ColumnOptions.ALL + " need --data FILE.csv");
        }
        return generate(declared, generator.orElse(otherwise), seed, rows);
    }

    private RowSource generate(
            Optional<Pipeline> declared, Generator chosen, Optional<Long> seed, Optional<Long> rows) {
        requireGaussian(chosen == Generator.GAUSSIAN);
        var generated = chosen.rows(
                seed.orElse(Search.DEFAULT_SEED),
                rows.orElse(GENERATED_ROWS),
                features.orElse(Gaussian.DEFAULT_FEATURES));
        declared.ifPresent(p -> {
            if (!p.features().equals(generated.features()) || !p.label().equals(generated.label())) {
                throw new BadInputException("pipeline '%s' has other features or another label than the generator '%s'"
                        .formatted(p.name(), generated.name()));
            }
        });
        return generated;
    }

    private void requireGaussian(boolean isGaussian) {
        if (features.isPresent() && !isGaussian) {
            throw new BadInputException("--features needs --generator gaussian");
        }
    }
}
