package dev.evergreen.infra.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.cli.SubmitOptions;
import dev.evergreen.infra.kafka.KafkaConnection;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.NJobs;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.PipelineFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionTest {
    private static final String OLD = "GET /jobs/old";
    private static final String STOP = "POST /jobs/old/stop";
    private static final String STOPPED = "GET /jobs/old/savepoints/r1";
    private static final String CANCEL = "PATCH /jobs/old?mode=cancel";
    private static final String UPLOAD = "POST /jars/upload";
    private static final String RUN = "POST /jars/1_trainer.jar/run";
    private static final String DELETE = "DELETE /jars/1_trainer.jar";
    private static final String NEW = "GET /jobs/new";
    private static final String NEW_FAILURES = "GET /jobs/new/exceptions";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final FakeFlink flink = new FakeFlink();

    @TempDir
    private Path folder;

    private Path jar = Path.of("");

    SubmissionTest() throws IOException {}

    @BeforeEach
    void anEmptyCluster() throws IOException {
        jar = Files.writeString(folder.resolve("trainer.jar"), "classes");
        overview(4);
        jobs("");
        flink.answers(UPLOAD, 200, "{\"filename\":\"/tmp/web/1_trainer.jar\",\"status\":\"success\"}");
        flink.answers(RUN, 200, "{\"jobid\":\"new\"}");
        flink.answers(DELETE, 200, "{}");
        flink.answers(
                NEW,
                200,
                job("CREATED", "CREATED", 4),
                job("RUNNING", "INITIALIZING", 4),
                job("RUNNING", "RUNNING", 4));
        flink.answers(NEW_FAILURES, 200, "{\"exceptionHistory\":{\"entries\":[],\"truncated\":false}}");
    }

    @AfterEach
    void stop() {
        flink.close();
    }

    @Test
    void handsOverJarAndPipelinesAndWaitsUntilAllRuns() throws Exception {
        submit(options(NJobs.ALL));

        assertThat(flink.body(UPLOAD))
                .contains(
                        "Content-Disposition: form-data; name=\"jarfile\"; filename=\"trainer.jar\"\r\n",
                        "\r\n\r\nclasses\r\n");
        assertThat(arguments())
                .containsEntry("--bootstrap-servers", "kafka:9092")
                .containsEntry("--snapshots", "s3://bucket/x")
                .containsEntry("--cores", "4")
                .containsEntry("--properties-text", "security.protocol=SSL")
                .hasEntrySatisfying(
                        "--pipeline-text", text -> assertThat(text).contains("pipeline: p\n", "n_jobs: -1\n"));
        assertThat(flink.asked()).endsWith(NEW, DELETE).filteredOn(NEW::equals).hasSize(3);
        assertThat(new ObjectMapper().readTree(out.toString()))
                .isEqualTo(new ObjectMapper().readTree("""
                                {"job":"new","name":"evergreen-trainer p","page":"%s/#/job/running/new/overview","slots":4}
                                """.formatted(flink.address())));
    }

    @Test
    void pipelinesArriveAsTheyWere() throws Exception {
        List<Pipeline> two = List.of(
                pipelines(NJobs.AUTO).getFirst(),
                pipelines(new NJobs(2)).getFirst().named("q"));
        flink.answers(NEW, 200, job("RUNNING", "RUNNING", 4));

        submit(new SubmitOptions(
                two, kafka(), flink.address(), "s3://x", Optional.empty(), Optional.of(jar), false, Optional.empty()));

        assertThat(PipelineFile.parse(arguments().get("--pipeline-text"), "text"))
                .isEqualTo(two);
    }

    @Test
    void goesOnFromASavepointOfTheJobThatRunsThere() throws Exception {
        oldJobRuns(2);
        overview(1);
        flink.answers(STOP, 202, "{\"request-id\":\"r1\"}");
        flink.answers(
                STOPPED,
                200,
                "{\"status\":{\"id\":\"IN_PROGRESS\"},\"operation\":null}",
                "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"location\":\"file:/s/savepoint-1\"}}");

        submit(options(NJobs.ALL));

        assertThat(flink.body(STOP)).isEqualTo("{\"drain\":false}");
        assertThat(run().get("savepointPath").asText()).isEqualTo("file:/s/savepoint-1");
        // One that was free, and the two of the job that is replaced.
        assertThat(arguments()).containsEntry("--cores", "3");
        assertThat(err.toString()).contains("job old ran here and is stopped; its savepoint: file:/s/savepoint-1");
        assertThat(flink.asked().indexOf(UPLOAD)).isLessThan(flink.asked().indexOf(STOP));
    }

    @Test
    void freshCancelsTheJobThatRunsThere() throws Exception {
        oldJobRuns(2);
        flink.answers(CANCEL, 202, "{}");

        submit(new SubmitOptions(
                pipelines(NJobs.ALL),
                kafka(),
                flink.address(),
                "s3://x",
                Optional.empty(),
                Optional.of(jar),
                true,
                Optional.empty()));

        assertThat(flink.asked()).contains(CANCEL).doesNotContain(STOP);
        assertThat(run().has("savepointPath")).isFalse();
    }

    @Test
    void leavesTheJobsOfOthersAlone() throws Exception {
        jobs("{\"jid\":\"a\",\"name\":\"evergreen-trainer q\",\"state\":\"RUNNING\"},"
                + "{\"jid\":\"b\",\"name\":\"evergreen-trainer p\",\"state\":\"FAILED\"}");

        submit(options(NJobs.ALL));

        assertThat(flink.asked()).noneMatch(request -> request.matches(".*/jobs/[ab].*"));
    }

    @Test
    void asksForNoMoreSlotsThanThereAreBeforeItTouchesAnything() throws Exception {
        oldJobRuns(1);
        overview(2);

        refuses(options(new NJobs(4)), "the cluster at ADDRESS has 3 slots for this job; n_jobs 4 needs as many");

        assertThat(flink.asked()).noneMatch(request -> request.startsWith("POST") || request.startsWith("PATCH"));
    }

    @Test
    void saysWhyTheFormerJobCannotBeStopped() throws Exception {
        oldJobRuns(1);
        flink.answers(STOP, 202, "{\"request-id\":\"r1\"}");
        flink.answers(STOPPED, 200, """
                {"status":{"id":"COMPLETED"},"operation":{"failure-cause":{"class":"x","stack-trace":
                "java.lang.Exception: no\\n\\tat a.b\\nCaused by: java.io.IOException: disk full\\n"}}}
                """);

        refuses(
                options(NJobs.ALL),
                "job old cannot be stopped with a savepoint: IOException: disk full; --fresh cancels it, and begins without its state");

        assertThat(flink.asked()).doesNotContain(RUN).endsWith(DELETE);
    }

    @Test
    void saysWhyAJobEnded() {
        flink.answers(NEW, 200, job("FAILED", "FAILED", 4));
        flink.answers(NEW_FAILURES, 200, """
                {"exceptionHistory":{"entries":[{"stacktrace":"a.B: no\\n\\tat c\\nCaused by: a.Unknown: topic p.labeled"}]}}
                """);

        refuses(options(NJobs.ALL), "job new has ended (FAILED): Unknown: topic p.labeled");
    }

    @Test
    void saysWhyAJobDoesNotStart() {
        flink.answers(RUN, 500, """
                {"errors":["Internal server error.","a.B: no\\nCaused by: a.Wrong: label.classes: '[p]' is not allowed"]}
                """);

        refuses(options(NJobs.ALL), "the job cannot start: Wrong: label.classes: '[p]' is not allowed");
    }

    @Test
    void tellsFlinkFromOthers() {
        flink.answers("GET /jobs/overview", 200, "<html>hello</html>");
        refuses(options(NJobs.ALL), "what answers at ADDRESS is no Flink cluster");

        flink.answers("GET /jobs/overview", 200, "{\"status\":\"ok\"}");
        refuses(options(NJobs.ALL), "what answers at ADDRESS is no Flink cluster");

        flink.answers("GET /jobs/overview", 503, "");
        refuses(options(NJobs.ALL), "what answers at ADDRESS is no Flink cluster");

        flink.close();
        refuses(options(NJobs.ALL), "cannot reach Flink at ADDRESS");
    }

    private void refuses(SubmitOptions options, String message) {
        assertThatThrownBy(() -> submit(options))
                .isInstanceOf(BadInputException.class)
                .hasMessage(message.replace("ADDRESS", flink.address().toString()));
        assertThat(out.toString()).isEmpty();
    }

    private void submit(SubmitOptions options) throws Exception {
        new Submission().run(options, new Output(new PrintWriter(out), new PrintWriter(err), true));
    }

    private SubmitOptions options(NJobs nJobs) {
        return new SubmitOptions(
                pipelines(nJobs),
                kafka(),
                flink.address(),
                "s3://bucket/x",
                Optional.empty(),
                Optional.of(jar),
                false,
                Optional.empty());
    }

    private static KafkaConnection kafka() {
        return new KafkaConnection("kafka:9092", Map.of("security.protocol", "SSL"));
    }

    private static List<Pipeline> pipelines(NJobs nJobs) {
        var label = new Label.Classes("class", List.of("no", "yes"));
        return List.of(Pipeline.of("p", List.of(Feature.numeric("x")), label).withNJobs(nJobs));
    }

    private JsonNode run() throws IOException {
        return new ObjectMapper().readTree(flink.body(RUN));
    }

    private Map<String, String> arguments() throws IOException {
        var words = new ArrayList<String>();
        run().get("programArgsList").forEach(word -> words.add(word.asText()));
        var options = new HashMap<String, String>();
        for (int i = 0; i < words.size(); i += 2) {
            options.put(words.get(i), words.get(i + 1));
        }
        return options;
    }

    private void overview(int free) {
        flink.answers("GET /overview", 200, FakeFlink.overview(8, free));
    }

    private void jobs(String jobs) {
        flink.answers("GET /jobs/overview", 200, "{\"jobs\":[" + jobs + "]}");
    }

    private void oldJobRuns(int slots) {
        jobs("{\"jid\":\"old\",\"name\":\"evergreen-trainer p\",\"state\":\"RUNNING\"}");
        flink.answers(OLD, 200, job("RUNNING", "RUNNING", slots), job("FINISHED", "FINISHED", slots));
    }

    private static String job(String state, String status, int parallelism) {
        return """
                {"state":"%s","vertices":[{"status":"RUNNING","parallelism":1},{"status":"%s","parallelism":%d}]}
                """.formatted(state, status, parallelism);
    }
}
