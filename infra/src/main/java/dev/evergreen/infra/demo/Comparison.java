package dev.evergreen.infra.demo;

import dev.evergreen.infra.cli.Compared;
import dev.evergreen.infra.cli.DemoOptions;
import dev.evergreen.infra.cli.Progress;
import dev.evergreen.infra.cli.ProgressLine;
import dev.evergreen.infra.embedded.AllOrNone;
import dev.evergreen.infra.embedded.EmbeddedStack;
import dev.evergreen.infra.kafka.ControlTopic;
import dev.evergreen.infra.replay.ReplayProgress;
import dev.evergreen.ingest.event.ControlMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The same rows once more, and through pipelines that retrain at other times, side by side in a stack of their own. */
final class Comparison {
    private final DemoOptions options;
    private final Progress progress;
    private final Map<String, ReplayProgress> states = new ConcurrentHashMap<>();

    Comparison(DemoOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /** @param rounds that the pipeline itself took */
    List<StrategyResult> sideBySide(int rounds) throws Exception {
        List<Strategy> strategies = strategies(rounds);
        progress.note("comparing ways of retraining, side by side: %s …"
                .formatted(strategies.stream().map(Strategy::name).collect(Collectors.joining(", "))));
        var boards = new LinkedHashMap<String, Scoreboard>();
        strategies.forEach(s -> boards.put(s.pipeline().name(), new Scoreboard()));
        try (var stack = EmbeddedStack.start(
                        strategies.stream().map(Strategy::pipeline).toList(), new LineupWatcher(boards));
                var _ = new Ticker(() -> progress.show(line()))) {
            var _ = AllOrNone.call(strategies.stream()
                    .map(s -> (Callable<Void>)
                            () -> run(s, stack, boards.get(s.pipeline().name())))
                    .toList());
        }
        return strategies.stream()
                .map(s -> StrategyResult.of(
                        s.name(), s.pipeline(), boards.get(s.pipeline().name()).snapshot()))
                .toList();
    }

    private List<Strategy> strategies(int rounds) {
        long rows = options.source().size();
        var strategies = new ArrayList<Strategy>();
        strategies.add(Strategy.asItIs(options.pipeline()));
        strategies.add(Strategy.once(options.pipeline()));
        strategies.add(Strategy.fixed(options.pipeline(), rows, rounds));
        if (options.compare() == Compared.DETECTORS) {
            strategies.addAll(Strategy.detectors(options.pipeline(), rows, rounds));
        }
        return strategies;
    }

    private Void run(Strategy strategy, EmbeddedStack stack, Scoreboard scoreboard) throws Exception {
        var pipeline = strategy.pipeline();
        try (var _ = new ResultWatchers(stack, pipeline, scoreboard, _ -> {})) {
            if (strategy.ordered()) {
                new ControlTopic(stack.connection()).send(pipeline, firstRound(pipeline.name()));
            }
            var run = new PipelineRun(pipeline, options.source(), options.schedule(), stack, scoreboard);
            run.replay(strategy.points(), state -> states.put(strategy.name(), state));
            run.awaitEnd(() -> {});
            return null;
        }
    }

    private static ControlMessage firstRound(String pipeline) {
        return new ControlMessage(
                pipeline, ControlMessage.Command.RETRAIN, ControlMessage.Cause.USER, "the first round");
    }

    private ProgressLine line() {
        long sent =
                states.values().stream().mapToLong(ReplayProgress::featuresSent).sum();
        long rows = states.values().stream().mapToLong(ReplayProgress::rows).sum();
        return ProgressLine.of("compare", sent, rows, "");
    }
}
