package dev.evergreen.infra.demo;

import dev.evergreen.evaluator.streams.ModelListener;
import dev.evergreen.ingest.event.Lineup;
import java.util.Map;

/** Tells each pipeline's scoreboard who answers. */
record LineupWatcher(Map<String, Scoreboard> scoreboards) implements ModelListener {

    /** A line-up says as much and more. */
    @Override
    public void modelLoaded(String pipeline, long round) {}

    @Override
    public void lineupServes(String pipeline, Lineup lineup) {
        scoreboards.get(pipeline).lineupServes(lineup);
    }
}
