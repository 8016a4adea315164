package dev.evergreen.infra.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evergreen.infra.cli.BadInputException;
import java.io.FileNotFoundException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** What is asked of a Flink cluster. Every call throws {@link BadInputException} if there is none at the address. */
public final class FlinkRest implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Set<String> ENDED = Set.of("FINISHED", "FAILED", "CANCELED", "SUSPENDED");

    private final RestClient rest;

    public FlinkRest(URI address) {
        this.rest = new RestClient(address);
    }

    /**
     * A cluster as it is now.
     *
     * @param freeSlots of its {@code slots}
     */
    public record Overview(int taskManagers, int slots, int freeSlots, String version) {}

    /** A job, which runs or has ended. */
    public record Job(String id, String name, String state) {
        public boolean hasEnded() {
            return ENDED.contains(state);
        }
    }

    /**
     * How a job gets on.
     *
     * @param allRun whether each of its operators does
     * @param slots that it holds
     */
    record Progress(String state, boolean allRun, int slots) {
        boolean hasEnded() {
            return ENDED.contains(state);
        }
    }

    public Overview overview() throws FlinkRefusal, InterruptedException {
        JsonNode json = rest.get("/overview");
        return new Overview(
                number(json, "taskmanagers"),
                number(json, "slots-total"),
                number(json, "slots-available"),
                text(json, "flink-version"));
    }

    public List<Job> jobs() throws FlinkRefusal, InterruptedException {
        return elements(rest.get("/jobs/overview"), "jobs").stream()
                .map(job -> new Job(text(job, "jid"), text(job, "name"), text(job, "state")))
                .toList();
    }

    Progress progress(String job) throws FlinkRefusal, InterruptedException {
        JsonNode json = rest.get("/jobs/" + job);
        List<JsonNode> operators = elements(json, "vertices");
        String state = text(json, "state");
        boolean allRun = state.equals("RUNNING")
                && operators.stream().allMatch(o -> text(o, "status").equals("RUNNING"));
        int slots = allRun
                ? operators.stream()
                        .mapToInt(operator -> number(operator, "parallelism"))
                        .max()
                        .orElse(0)
                : 0;
        return new Progress(state, allRun, slots);
    }

    /** When the newest completed checkpoint of a job was begun; empty if there is none. */
    public Optional<Instant> checkpoint(String job) throws FlinkRefusal, InterruptedException {
        JsonNode begun = rest.get("/jobs/%s/checkpoints".formatted(job)).at("/latest/completed/trigger_timestamp");
        return begun.isIntegralNumber() ? Optional.of(Instant.ofEpochMilli(begun.asLong())) : Optional.empty();
    }

    /** Why a job failed last, in one line; empty if it never did. */
    Optional<String> failure(String job) throws FlinkRefusal, InterruptedException {
        JsonNode history = rest.get("/jobs/" + job + "/exceptions").path("exceptionHistory");
        return elements(history, "entries").stream().findFirst().map(e -> StackTraces.rootCause(text(e, "stacktrace")));
    }

    /** @return by what name the jar is run */
    String upload(Path jar) throws FlinkRefusal, InterruptedException, FileNotFoundException {
        String file = text(rest.upload("/jars/upload", jar), "filename");
        return file.substring(file.lastIndexOf('/') + 1);
    }

    /** @return the job's id */
    String run(String jar, List<String> arguments, Optional<String> savepoint)
            throws FlinkRefusal, InterruptedException {
        var body = new LinkedHashMap<String, Object>();
        body.put("programArgsList", arguments);
        savepoint.ifPresent(path -> body.put("savepointPath", path));
        return text(rest.post("/jars/" + jar + "/run", body), "jobid");
    }

    void delete(String jar) throws FlinkRefusal, InterruptedException {
        rest.delete("/jars/" + jar);
    }

    /** Ends a job and returns when it has ended. */
    void cancel(String job) throws FlinkRefusal, InterruptedException {
        rest.patch("/jobs/" + job + "?mode=cancel");
        awaitEnd(job);
    }

    /**
     * Ends a job and returns when it has ended.
     *
     * @param folder for the savepoint; as the cluster is configured if empty
     * @return where the savepoint is
     */
    String stopWithSavepoint(String job, Optional<String> folder) throws FlinkRefusal, InterruptedException {
        var body = new LinkedHashMap<String, Object>();
        body.put("drain", false);
        folder.ifPresent(uri -> body.put("targetDirectory", uri));
        String request = text(rest.post("/jobs/" + job + "/stop", body), "request-id");
        while (true) {
            JsonNode json = rest.get("/jobs/%s/savepoints/%s".formatted(job, request));
            if (text(json.path("status"), "id").equals("COMPLETED")) {
                JsonNode operation = json.path("operation");
                if (operation.hasNonNull("failure-cause")) {
                    throw new FlinkRefusal(StackTraces.rootCause(text(operation.path("failure-cause"), "stack-trace")));
                }
                String savepoint = text(operation, "location");
                awaitEnd(job);
                return savepoint;
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private void awaitEnd(String job) throws FlinkRefusal, InterruptedException {
        while (!progress(job).hasEnded()) {
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw RestClient.noFlink(rest.address());
        }
        return value.asText();
    }

    private int number(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isInt()) {
            throw RestClient.noFlink(rest.address());
        }
        return value.asInt();
    }

    private List<JsonNode> elements(JsonNode json, String field) {
        JsonNode array = json.path(field);
        if (!array.isArray()) {
            throw RestClient.noFlink(rest.address());
        }
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    @Override
    public void close() {
        rest.close();
    }
}
