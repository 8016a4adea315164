package dev.evergreen.infra.bench;

import dev.evergreen.ingest.pipeline.ParameterValue;
import java.util.Map;

/** What is wanted of what {@code evergreen search --json} prints. */
record ColdSearch(double bestScore, Map<String, ParameterValue> bestParams, String artifactSha256) {}
