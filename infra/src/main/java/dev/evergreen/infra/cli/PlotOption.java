package dev.evergreen.infra.cli;

import static dev.evergreen.infra.cli.Amounts.require;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where to draw the figures. */
final class PlotOption {
    @Option(names = "--plot", paramLabel = "FILE.svg", description = "Draw the figures.")
    private Optional<Path> plot = Optional.empty();

    /** Checked before anything is measured, as that takes long. */
    Optional<Path> file() {
        plot.ifPresent(PlotOption::check);
        return plot;
    }

    private static void check(Path file) {
        require(file.toString().toLowerCase(Locale.ROOT).endsWith(".svg"), "--plot", file, "a file that ends in .svg");
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new BadInputException("--plot: cannot write " + file);
        }
    }
}
