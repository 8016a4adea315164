package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.learner.Learner;
import dev.evergreen.trainer.learner.Learners;
import dev.evergreen.trainer.learner.Parameters;
import dev.evergreen.trainer.search.Candidate;
import dev.evergreen.trainer.search.CostFormula;
import dev.evergreen.trainer.search.CostModel;
import java.util.List;
import java.util.OptionalDouble;

/** What the fits of a pipeline are expected to take: time as learned, memory as the learner reckons or as learned. */
record Expectations(Pipeline pipeline, CostModel learned) {
    private static final Learners LEARNERS = Learners.standard();

    /** CPU seconds. */
    double cpuS(Candidate candidate, int trainRows) {
        int columns = pipeline.features().size();
        return learned.cpuS(candidate, CostFormula.of(candidate, pipeline.label(), trainRows, columns));
    }

    /**
     * Bytes at the peak, beside the window: what the learner reckons, and never more than such fits allocate in all, live
     * or not.
     */
    long bytes(Candidate candidate, int trainRows) {
        Learner learner = LEARNERS.require(candidate.learner());
        long reckoned = learner.workspaceBytes(
                trainRows, pipeline.features(), pipeline.label(), Parameters.of(learner, candidate.params()));
        OptionalDouble allocated = learned.allocatedBytes(candidate, trainRows);
        return allocated.isPresent() ? Math.min(reckoned, (long) allocated.getAsDouble()) : reckoned;
    }

    /** Likewise of a fit that serves a family: as much as its dearest member, with what it predicts for all of them. */
    long bytes(List<Candidate> family, Candidate dearest, int trainRows, int testRows) {
        int outputs = pipeline.label() instanceof Label.Classes c ? c.classes().size() : 1;
        return bytes(dearest, trainRows) + (long) Double.BYTES * family.size() * outputs * testRows;
    }

    /**
     * In how many parts of about equal size a refit is done: one for each process where the threads of a process help each
     * other, else one for each thread; as many as it can be cut into at most.
     *
     * @param nJobs how many threads may work at it
     * @param threads how many of them a process has at most
     */
    int parts(Candidate candidate, int nJobs, int threads) {
        Learner learner = LEARNERS.require(candidate.learner());
        var parameters = Parameters.of(learner, candidate.params());
        int wanted = learner.isHelped(parameters) ? Math.ceilDiv(nJobs, threads) : nJobs;
        return Math.min(wanted, learner.parts(parameters));
    }
}
