package dev.evergreen.trainer.window;

/** A segment that a snapshot refers to: its name, and its rows should they have to be written. */
public record Segment(SegmentName name, RowSource rows) {}
