package dev.evergreen.infra.demo;

import dev.evergreen.evaluator.streams.ModelListener;
import dev.evergreen.ingest.event.Lineup;

/** Tells the scoreboard who answers. */
record LineupWatcher(Scoreboard scoreboard) implements ModelListener {

    /** A line-up says as much and more. */
    @Override
    public void modelLoaded(String pipeline, long round) {}

    @Override
    public void lineupServes(String pipeline, Lineup lineup) {
        scoreboard.lineupServes(lineup);
    }
}
