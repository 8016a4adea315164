package dev.evergreen.infra.bench;

import dev.evergreen.infra.cli.BadInputException;
import dev.evergreen.infra.cli.ProgressLine;
import dev.evergreen.infra.load.Feed;
import dev.evergreen.infra.load.GroupProgress;
import dev.evergreen.infra.load.LoadMember;
import dev.evergreen.infra.load.Role;
import dev.evergreen.ingest.pipeline.Pipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Contestants that take turns in draining the same backlog, each in a process of its own. */
final class Drains {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<Role> CONTESTANTS = List.of(Role.INGEST, Role.LOOP, Role.LOOP_PLAIN);
    private static final int BETWEEN_LINES = 1_000;

    private final LoadStage stage;
    private final Pipeline pipeline;
    private long backlogBytes;

    Drains(LoadStage stage) {
        this.stage = stage;
        this.pipeline = stage.pipeline("drained");
    }

    /** Ingest first, then the loops. */
    List<IngestRun> measure() throws Exception {
        fill();
        Map<Role, List<DrainTurn>> turns = new EnumMap<>(Role.class);
        for (int turn = 1; turn <= stage.options().turns(); turn++) {
            for (Role role : CONTESTANTS) {
                turns.computeIfAbsent(role, _ -> new ArrayList<>()).add(drain(role, turn));
            }
        }
        double loop = Medians.of(turns.get(Role.LOOP), DrainTurn::rowsPerS);
        return CONTESTANTS.stream()
                .map(role -> IngestRun.of(role.key(), turns.get(role), loop))
                .toList();
    }

    /** Of the values of features and label of a row. */
    double inBytesPerRow() {
        return (double) backlogBytes / stage.options().backlog();
    }

    private void fill() throws InterruptedException {
        long rows = stage.options().backlog();
        stage.topics().create(pipeline, stage.options().partitions());
        try (var feed = new Feed(stage.rows(pipeline), pipeline.topics(), stage.kafka())) {
            for (long row = 0; row < rows; row++) {
                feed.sendRow();
                if (row % BETWEEN_LINES == 0) {
                    stage.progress().show(ProgressLine.of("filling the topics", row, rows, ""));
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                }
            }
            feed.finish();
            backlogBytes = feed.bytesSent();
        }
    }

    private DrainTurn drain(Role role, int turn) throws Exception {
        String name = "turn-" + turn;
        String group = role.group(name);
        String detail = "turn %d of %d".formatted(turn, stage.options().turns());
        try (var member = stage.start(role, pipeline, name);
                var progress = new GroupProgress(stage.kafka(), group, pipeline.topics())) {
            var _ = member.awaitReady();
            return measure(role, member, progress, detail);
        } finally {
            stage.topics().deleteOf(group);
        }
    }

    private DrainTurn measure(Role role, LoadMember member, GroupProgress progress, String detail)
            throws InterruptedException {
        var options = stage.options();
        var course = new DrainCourse(options.warmUp(), options.drain(), 2 * options.backlog());
        long news = 0;
        long newsAt = System.nanoTime();
        DrainCourse.Mark mark;
        do {
            Thread.sleep(BETWEEN_LOOKS);
            member.requireAlive();
            stage.broker().requireAlive();
            mark = mark(progress.committed(), member);
            newsAt = mark.records() > news ? mark.nanoTime() : newsAt;
            news = mark.records();
            if (mark.nanoTime() - newsAt > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        "%s has read nothing for %d s".formatted(role.key(), PATIENCE.toSeconds()));
            }
            stage.progress().show(ProgressLine.of(role.key() + " drains", news / 2, options.backlog(), detail));
        } while (course.goesOn(mark));
        return course.turn()
                .orElseThrow(() -> new BadInputException(
                        "--backlog: %s had read all %,d rows before anything was measured; give more"
                                .formatted(role.key(), options.backlog())));
    }

    private DrainCourse.Mark mark(long records, LoadMember member) throws InterruptedException {
        return new DrainCourse.Mark(
                System.nanoTime(),
                records,
                member.cpuS(),
                stage.broker().cpuS(),
                stage.cpuS(member),
                MachineMeter.now());
    }
}
