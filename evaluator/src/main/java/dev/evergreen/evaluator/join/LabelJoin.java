package dev.evergreen.evaluator.join;

import dev.evergreen.evaluator.scoring.Guess;
import java.time.Instant;
import java.util.Optional;

/**
 * Brings each answered event together with its label, once, in whichever order they come. Not thread-safe.
 *
 * <p>Time is event time, and each side is let go by the clock of the other: an answer when the labels have moved past it,
 * a label when the events have. A replay may be months ahead on one topic while ingest still works on the other; were an
 * answer let go by its own clock, its label would then come too late. Only when more than a given number wait does the
 * side's own clock count too, so that a pipeline without labels does not grow for ever.
 */
public final class LabelJoin {
    private final Shelf<Remembered> answers;
    private final Shelf<Truth> truths;
    private final Sweep answerSweep;
    private final Sweep truthSweep;
    private Progress progress;

    /** Continues where the shelves and {@code progress} left off. */
    public LabelJoin(Waiting waiting, Shelf<Remembered> answers, Shelf<Truth> truths, Progress progress) {
        this.answers = answers;
        this.truths = truths;
        this.progress = progress;
        this.answerSweep = new Sweep(waiting);
        this.truthSweep = new Sweep(waiting);
    }

    public Progress progress() {
        return progress;
    }

    /** Whether an event with this id was answered before. */
    public boolean knows(String id) {
        return answers.get(id).isPresent();
    }

    /**
     * Remembers the answer to an event that is not known yet.
     *
     * @param guess absent if it went unscored
     * @return present if its label was there already
     */
    public Optional<Met> answered(String id, Instant eventTime, Optional<Guess> guess) {
        progress = progress.answeredUpTo(eventTime.toEpochMilli()).plusAnswers(1);
        var met = truths.get(id).map(truth -> new Met(id, truth, guess));
        answers.add(id, eventTime, met.isPresent() ? new Remembered.Settled() : new Remembered.Open(guess));
        met.ifPresent(m -> {
            truths.remove(id, m.truth().eventTime());
            progress = progress.plusTruths(-1);
        });
        return met;
    }

    /** Takes in a label. */
    public Labeling labeled(String id, Truth truth) {
        progress = progress.labeledUpTo(truth.eventTime().toEpochMilli());
        return answers.get(id)
                .<Labeling>map(remembered -> switch (remembered) {
                    case Remembered.Open open -> {
                        answers.replace(id, new Remembered.Settled());
                        yield new Labeling.Meets(new Met(id, truth, open.guess()));
                    }
                    case Remembered.Settled settled -> new Labeling.Repeated();
                })
                .orElseGet(() -> early(id, truth));
    }

    private Labeling early(String id, Truth truth) {
        if (truths.get(id).isPresent()) {
            return new Labeling.Repeated();
        }
        truths.add(id, truth.eventTime(), truth);
        progress = progress.plusTruths(1);
        return new Labeling.Waits();
    }

    /** Lets go whatever waited long enough. */
    public LetGo letGo() {
        long oldAnswers = answerSweep.run(answers, progress.answers(), progress.labeled(), progress.answered());
        long oldTruths = truthSweep.run(truths, progress.truths(), progress.answered(), progress.labeled());
        progress = progress.plusAnswers(-oldAnswers).plusTruths(-oldTruths);
        return new LetGo(oldAnswers, oldTruths);
    }

    /** How many answers went, met or not, and how many labels whose event never came. */
    public record LetGo(long answers, long truths) {}
}
