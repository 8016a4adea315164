package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.AutoRoundsOptions;
import dev.evergreen.infra.cli.AutoRoundsService;
import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.embedded.EndedOnExit;
import dev.evergreen.infra.embedded.Uninterrupted;
import dev.evergreen.infra.process.ParentWatch;
import dev.evergreen.infra.search.FileRounds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;

/** {@code evergreen bench auto-rounds}: rounds of one n_jobs in one job in this process. */
public final class AutoRounds implements AutoRoundsService {

    @Override
    public void run(AutoRoundsOptions options, Output output) throws Exception {
        ParentWatch.start();
        EndedOnExit.run(() -> output.result(measure(options, output)));
    }

    private static RoundsMessage.Together measure(AutoRoundsOptions options, Output output) throws Exception {
        var rounds = FileRounds.over(options.file(), options.rows(), options.pipeline());
        var listener = new Listener(options, output);
        try (AutoCloseable _ = () -> Uninterrupted.run(listener::close)) {
            var costs = new ArrayList<AutoRound>();
            for (FileRounds.Outcome outcome : rounds.run(options.rounds(), listener)) {
                costs.add(AutoRound.of(outcome, listener.burnsIn(costs.size() + 1)));
            }
            return new RoundsMessage.Together(costs);
        }
    }

    /** Starts and ends the burner between rounds. */
    private static final class Listener implements FileRounds.Listener, AutoCloseable {
        private final AutoRoundsOptions options;
        private final Output output;
        private Optional<Burner> burner = Optional.empty();

        Listener(AutoRoundsOptions options, Output output) {
            this.options = options;
            this.output = output;
        }

        boolean burnsIn(int round) {
            return options.burner().filter(rounds -> rounds.contains(round)).isPresent();
        }

        @Override
        public void starts(int round) throws IOException, InterruptedException {
            if (burnsIn(round) && burner.isEmpty()) {
                burner = Optional.of(Burner.start());
            } else if (!burnsIn(round)) {
                close();
            }
        }

        @Override
        public void fitted(int round, int done, int total) {
            String stage = "round %d of %d".formatted(round, options.rounds());
            output.result(new RoundsMessage.Progress(stage, done, total));
        }

        @Override
        public void close() throws InterruptedException {
            if (burner.isPresent()) {
                burner.get().close();
                burner = Optional.empty();
            }
        }
    }
}
