package dev.evergreen.infra.cli;

import dev.evergreen.infra.kafka.ChampionTopics;
import dev.evergreen.infra.kafka.KafkaProblemException;
import dev.evergreen.ingest.event.ControlMessage;
import dev.evergreen.ingest.event.ControlMessage.Command;
import dev.evergreen.ingest.event.ModelEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** An order on a pipeline's models, and its confirmation. */
final class ModelOrder {
    @Mixin
    private ModelSource source;

    @Option(names = "--reason", paramLabel = "TEXT", description = "For the record.")
    private String reason = "";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for the evaluator's answer (default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Option(names = "--json", description = "Print the decision as one JSON object on stdout.")
    private boolean json;

    /**
     * Prints what became of it.
     *
     * @throws BadInputException if the evaluator refuses
     * @throws KafkaProblemException if no evaluator answers
     */
    void give(Command command, Optional<Long> round, picocli.CommandLine.Model.CommandSpec spec)
            throws InterruptedException {
        if (timeout < 1) {
            throw new BadInputException("--timeout: '%d' is not allowed; allowed: 1 or more".formatted(timeout));
        }
        var output = Output.of(spec, json);
        var pipeline = source.pipeline();
        var order = new ControlMessage(
                pipeline.name(),
                command,
                ControlMessage.Cause.USER,
                round,
                Optional.of(UUID.randomUUID().toString()),
                reason,
                Optional.empty(),
                Optional.empty());
        ModelEvent answer = new ChampionTopics(source.connection())
                .give(pipeline, order, Duration.ofSeconds(timeout))
                .orElseThrow(() -> new KafkaProblemException(
                        ("no evaluator of pipeline '%s' answered within %d s; is 'evergreen run' running? "
                                        + "The order stays on %s and is followed when one starts")
                                .formatted(
                                        pipeline.name(),
                                        timeout,
                                        pipeline.topics().control())));
        if (answer.kind() == ModelEvent.Kind.REFUSED) {
            throw new BadInputException("pipeline '%s': %s".formatted(pipeline.name(), answer.reason()));
        }
        output.result(answer);
        if (!json) {
            output.text("the model of round %d is champion%s"
                    .formatted(
                            answer.round(),
                            answer.champion()
                                    .map(c -> " in the place of that of round " + c)
                                    .orElse("")));
        }
    }
}
