package dev.evergreen.infra.cli;

import dev.evergreen.infra.data.Agrawal;
import dev.evergreen.infra.data.Gaussian;
import dev.evergreen.infra.data.RowSource;
import dev.evergreen.infra.data.Sea;
import java.util.List;

/** The generators by the names that users give. */
enum Generator {
    SEA,
    AGRAWAL,
    GAUSSIAN;

    private static final List<Integer> AGRAWAL_FUNCTIONS = List.of(1, 2, 3, 4);

    /**
     * Rows that drift three times; those of {@link #GAUSSIAN} do not drift.
     *
     * @param features of {@link #GAUSSIAN}; the others have theirs
     */
    RowSource rows(long seed, long size, int features) {
        return switch (this) {
            case SEA -> Sea.ofPaper(seed, size);
            case AGRAWAL -> Agrawal.switching(seed, size, AGRAWAL_FUNCTIONS);
            case GAUSSIAN -> Gaussian.of(seed, size, features);
        };
    }
}
