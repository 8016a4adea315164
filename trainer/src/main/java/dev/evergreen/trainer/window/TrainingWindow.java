package dev.evergreen.trainer.window;

import dev.evergreen.ingest.event.WindowInfo;

/** What a round trains on, and where it came from. */
public record TrainingWindow(TrainingData data, WindowInfo info) {}
