package dev.evergreen.infra.cluster;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.cli.Output;
import dev.evergreen.infra.cli.SubmitOptions;
import dev.evergreen.infra.cli.SubmitService;
import dev.evergreen.infra.cluster.FlinkRest.Job;
import dev.evergreen.infra.cluster.FlinkRest.Progress;
import dev.evergreen.ingest.pipeline.PipelineFile;
import dev.evergreen.trainer.flink.TrainerSpec;
import java.io.FileNotFoundException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code evergreen submit}: brings the trainer's job to a cluster, in the place of one of the same pipelines. */
public final class Submission implements SubmitService {
    private static final Duration RUNNING_WITHIN = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(300);

    /**
     * What {@code --json} prints.
     *
     * @param slots that the job holds: the largest {@code n_jobs}
     * @param savepoint that it began from, if any
     */
    record Submitted(String job, String name, URI page, int slots, Optional<String> savepoint) {}

    @Override
    public void run(SubmitOptions options, Output output) throws Exception {
        Path jar = options.jar().orElseGet(TrainerJar::find);
        try (var flink = new FlinkRest(options.flink())) {
            submit(flink, options, jar, output);
        } catch (FlinkRefusal refused) {
            throw new BadInputException(
                    "Flink at %s refuses: %s".formatted(options.flink(), refused.getMessage()), refused);
        } catch (FileNotFoundException gone) {
            throw new BadInputException(jar + ": no such file", gone);
        }
    }

    private static void submit(FlinkRest flink, SubmitOptions options, Path jar, Output output) throws Exception {
        TrainerSpec named = TrainerSpec.of(options.pipelines(), 1, "");
        Optional<Job> former = former(flink, named.jobName());
        int slots = slots(flink, former);
        TrainerSpec spec = TrainerSpec.of(options.pipelines(), Math.max(1, slots), "");
        requireSlots(spec, slots, options);
        output.note("uploading %s".formatted(jar.getFileName()));
        String uploaded = flink.upload(jar);
        try {
            Optional<String> savepoint = makeRoom(flink, former, options, output);
            String job = start(flink, uploaded, arguments(options, slots), savepoint);
            awaitRunning(flink, job, savepoint, output);
            report(new Submitted(job, spec.jobName(), page(options, job), spec.fitParallelism(), savepoint), output);
        } finally {
            delete(flink, uploaded, output);
        }
    }

    /** The job has what it needs of it. What went wrong before is not to be hidden by what goes wrong here. */
    private static void delete(FlinkRest flink, String uploaded, Output output) throws InterruptedException {
        try {
            flink.delete(uploaded);
        } catch (FlinkRefusal | BadInputException stays) {
            output.note("%s stays on the cluster: %s".formatted(uploaded, stays.getMessage()));
        }
    }

    private static Optional<Job> former(FlinkRest flink, String name) throws FlinkRefusal, InterruptedException {
        List<Job> same = flink.jobs().stream()
                .filter(job -> job.name().equals(name) && !job.hasEnded())
                .toList();
        if (same.size() > 1) {
            throw new BadInputException("%d jobs '%s' run there (%s), where one may: cancel the others"
                    .formatted(same.size(), name, same.stream().map(Job::id).collect(Collectors.joining(", "))));
        }
        return same.stream().findFirst();
    }

    /** Those that the job can have: what is free, and what its predecessor gives back. */
    private static int slots(FlinkRest flink, Optional<Job> former) throws FlinkRefusal, InterruptedException {
        int free = flink.overview().freeSlots();
        return former.isPresent() ? free + flink.progress(former.get().id()).slots() : free;
    }

    private static void requireSlots(TrainerSpec spec, int slots, SubmitOptions options) {
        if (spec.fitParallelism() > slots) {
            throw new BadInputException("the cluster at %s has %d slots for this job; n_jobs %d needs as many"
                    .formatted(options.flink(), slots, spec.fitParallelism()));
        }
    }

    /** Ends the former job; its state is kept unless it is not wanted. */
    private static Optional<String> makeRoom(
            FlinkRest flink, Optional<Job> former, SubmitOptions options, Output output)
            throws FlinkRefusal, InterruptedException {
        if (former.isEmpty()) {
            return options.from();
        }
        String id = former.get().id();
        if (options.fresh() || options.from().isPresent()) {
            flink.cancel(id);
            output.note("job %s ran here and is cancelled".formatted(id));
            return options.from();
        }
        try {
            String savepoint = flink.stopWithSavepoint(id, options.savepoints());
            output.note("job %s ran here and is stopped; its savepoint: %s".formatted(id, savepoint));
            return Optional.of(savepoint);
        } catch (FlinkRefusal refused) {
            throw new BadInputException(
                    "job %s cannot be stopped with a savepoint: %s; --fresh cancels it, and begins without its state"
                            .formatted(id, refused.getMessage()),
                    refused);
        }
    }

    private static List<String> arguments(SubmitOptions options, int slots) {
        // An empty line first: text that begins with a hyphen would be taken for an option.
        String pipelines =
                options.pipelines().stream().map(PipelineFile::write).collect(Collectors.joining("---\n", "\n", ""));
        var arguments = new ArrayList<>(List.of(
                "--pipeline-text",
                pipelines,
                "--bootstrap-servers",
                options.connection().bootstrapServers(),
                "--snapshots",
                options.snapshots(),
                "--cores",
                Integer.toString(slots)));
        if (!options.connection().properties().isEmpty()) {
            arguments.add("--properties-text");
            arguments.add(PropertiesText.of(options.connection().properties()));
        }
        return arguments;
    }

    private static String start(FlinkRest flink, String jar, List<String> arguments, Optional<String> savepoint)
            throws FlinkRefusal, InterruptedException {
        try {
            return flink.run(jar, arguments, savepoint);
        } catch (FlinkRefusal refused) {
            throw new BadInputException(
                    "the job cannot start: %s%s".formatted(refused.getMessage(), goOn(savepoint)), refused);
        }
    }

    private static void awaitRunning(FlinkRest flink, String job, Optional<String> savepoint, Output output)
            throws FlinkRefusal, InterruptedException {
        long deadline = System.nanoTime() + RUNNING_WITHIN.toNanos();
        boolean told = false;
        while (true) {
            Progress progress = flink.progress(job);
            if (progress.allRun()) {
                return;
            }
            Optional<String> failure = flink.failure(job);
            if (progress.hasEnded()) {
                throw new BadInputException("job %s has ended (%s)%s%s"
                        .formatted(job, progress.state(), because(failure), goOn(savepoint)));
            }
            if (failure.isPresent() && !told) {
                output.note("job %s starts again%s".formatted(job, because(failure)));
                told = true;
            }
            if (System.nanoTime() > deadline) {
                throw new BadInputException("job %s does not run after %d s (%s)%s; it is still there"
                        .formatted(job, RUNNING_WITHIN.toSeconds(), progress.state(), because(failure)));
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private static String because(Optional<String> failure) {
        return failure.map(cause -> ": " + cause).orElse("");
    }

    private static String goOn(Optional<String> savepoint) {
        return savepoint
                .map(path -> "; the state it was to go on with is kept: --from " + path)
                .orElse("");
    }

    private static URI page(SubmitOptions options, String job) {
        return URI.create("%s/#/job/running/%s/overview".formatted(options.flink(), job));
    }

    private static void report(Submitted submitted, Output output) {
        output.text("job %s '%s' runs on %d slot%s%s"
                .formatted(
                        submitted.job(),
                        submitted.name(),
                        submitted.slots(),
                        submitted.slots() == 1 ? "" : "s",
                        submitted.savepoint().isPresent() ? ", from the savepoint" : ""));
        output.text("its page: " + submitted.page());
        output.result(submitted);
    }
}
