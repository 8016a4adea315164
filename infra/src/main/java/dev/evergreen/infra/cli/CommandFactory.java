package dev.evergreen.infra.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Gives each command the service that it hands over to. */
record CommandFactory(Services services) implements IFactory {

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == DemoCommand.class) {
            return type.cast(new DemoCommand(services.demo()));
        }
        if (type == SearchCommand.class) {
            return type.cast(new SearchCommand(services.search()));
        }
        if (type == RunCommand.class) {
            return type.cast(new RunCommand(services.run()));
        }
        if (type == BenchNJobsCommand.class) {
            return type.cast(new BenchNJobsCommand(services.benchNJobs()));
        }
        if (type == BenchRoundsCommand.class) {
            return type.cast(new BenchRoundsCommand(services.rounds()));
        }
        if (type == BenchScoreCommand.class) {
            return type.cast(new BenchScoreCommand(services.benchScore()));
        }
        if (type == BenchAutoCommand.class) {
            return type.cast(new BenchAutoCommand(services.benchAuto()));
        }
        if (type == BenchAutoRoundsCommand.class) {
            return type.cast(new BenchAutoRoundsCommand(services.autoRounds()));
        }
        if (type == BenchSearchCommand.class) {
            return type.cast(new BenchSearchCommand(services.benchSearch()));
        }
        if (type == BenchFitCommand.class) {
            return type.cast(new BenchFitCommand(services.benchFit()));
        }
        if (type == BenchAccuracyCommand.class) {
            return type.cast(new BenchAccuracyCommand(services.benchAccuracy()));
        }
        if (type == BenchModelChangeCommand.class) {
            return type.cast(new BenchModelChangeCommand(services.benchModelChange()));
        }
        if (type == BenchIngestCommand.class) {
            return type.cast(new BenchIngestCommand(services.benchIngest()));
        }
        if (type == ClusterStartCommand.class) {
            return type.cast(new ClusterStartCommand(services.cluster()));
        }
        if (type == SubmitCommand.class) {
            return type.cast(new SubmitCommand(services.submit()));
        }
        if (type == ChaosCommand.class) {
            return type.cast(new ChaosCommand(services.chaos()));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
