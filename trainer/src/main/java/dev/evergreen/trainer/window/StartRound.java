package dev.evergreen.trainer.window;

/**
 * A round to start.
 *
 * @param round 1, 2, …
 * @param reason for people and for the record
 * @param rowCount train on the window as it was after so many labeled rows
 * @param triggeredAt milliseconds of processing time
 */
public record StartRound(long round, String reason, long rowCount, long triggeredAt) {}
