package dev.evergreen.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final String CLEAR = "\r\u001B[K";

    private final StringWriter err = new StringWriter();
    private final AtomicLong clock = new AtomicLong();

    @Test
    void writesOverOneLineOnATerminal() {
        try (var progress = progress(80)) {
            progress.show(ProgressLine.of("a", "1"));
            pass(Duration.ofMillis(99));
            progress.show(ProgressLine.of("a", "2"));
            pass(Duration.ofMillis(1));
            progress.show(ProgressLine.of("a", "3"));
            progress.show(ProgressLine.of("b", "4"));
        }
        assertThat(err).hasToString(CLEAR + "a: 1" + CLEAR + "a: 3" + CLEAR + "b: 4" + CLEAR);
    }

    @Test
    void writesALineNowAndThenElsewhere() {
        try (var progress = progress(0)) {
            progress.show(ProgressLine.of("a", "1"));
            pass(Duration.ofMillis(4_999));
            progress.show(ProgressLine.of("a", "2"));
            pass(Duration.ofMillis(1));
            progress.show(ProgressLine.of("a", "3"));
            progress.show(ProgressLine.of("b", "4"));
        }
        assertThat(err.toString().lines()).containsExactly("a: 1", "a: 3", "b: 4");
    }

    @Test
    void notesStayAboveTheLiveLine() {
        try (var progress = progress(80)) {
            progress.show(ProgressLine.of("a", "1"));
            progress.note("round 1 done");
            progress.show(ProgressLine.of("a", "2"));
        }
        assertThat(err)
                .hasToString(CLEAR + "a: 1" + CLEAR + "round 1 done" + System.lineSeparator() + CLEAR + "a: 2" + CLEAR);
    }

    @Test
    void notesDoNotMakeLinesComeSoonerElsewhere() {
        try (var progress = progress(0)) {
            progress.show(ProgressLine.of("a", "1"));
            progress.note("round 1 done");
            progress.show(ProgressLine.of("a", "2"));
        }
        assertThat(err.toString().lines()).containsExactly("a: 1", "round 1 done");
    }

    private Progress progress(int columns) {
        return new Progress(new PrintWriter(err), columns, clock::get);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
