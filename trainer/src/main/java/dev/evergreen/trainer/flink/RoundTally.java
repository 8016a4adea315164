package dev.evergreen.trainer.flink;

import dev.evergreen.ingest.event.Json;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.trainer.search.CostFormula;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a round's fits add up to so far.
 *
 * @param fits done, {@code failedFits} of them in vain, {@code foundAgain} of them before a failure
 * @param cpuS of these fits together, {@code queueWaitS} that they waited
 * @param wallS that threads were at them: of each its wall, or its CPU time where threads helped so much
 * @param measuredCpuS of those fits whose cost can be compared with {@link FitRequest#expectedCpuS}, {@code errorS} how
 *     far off that was, absolutely
 * @param work in the unit of {@link CostFormula}
 * @param loads by process, as it was when its last fit ended
 */
record RoundTally(
        int fits,
        int failedFits,
        int foundAgain,
        double cpuS,
        double wallS,
        double queueWaitS,
        long allocatedBytes,
        double measuredCpuS,
        double errorS,
        double work,
        Map<String, ProcessLoad> loads) {

    static final RoundTally NOTHING = new RoundTally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of());

    RoundTally {
        loads = Collections.unmodifiableMap(new TreeMap<>(loads));
    }

    /** With a rung's fits. */
    RoundTally plus(Pipeline pipeline, List<FitReport> reports) {
        RoundTally tally = this;
        for (FitReport report : reports) {
            tally = tally.plus(pipeline, report, 1);
        }
        return tally;
    }

    /** With a refit, which is one fit, in however many parts it was done. */
    RoundTally plusRefit(Pipeline pipeline, List<FitReport> parts) {
        RoundTally tally = this;
        for (FitReport part : parts) {
            tally = tally.plus(pipeline, part, part.request().part() == 0 ? 1 : 0);
        }
        return tally;
    }

    /** How far off the expected costs were, relative to the measured ones. */
    Optional<Double> costError() {
        return measuredCpuS > 0 ? Optional.of(errorS / measuredCpuS) : Optional.empty();
    }

    private RoundTally plus(Pipeline pipeline, FitReport report, int counted) {
        FinishedFit outcome = report.outcome();
        boolean comparable = !report.failed() && !report.again();
        return new RoundTally(
                fits + counted,
                failedFits + (report.failed() ? counted : 0),
                foundAgain + (report.again() ? counted : 0),
                cpuS + outcome.cpuS(),
                wallS + Math.max(outcome.wallS(), outcome.cpuS()),
                queueWaitS + report.queueWaitS(),
                allocatedBytes + outcome.allocatedBytes(),
                measuredCpuS + (comparable ? outcome.cpuS() : 0),
                errorS + (comparable ? Math.abs(report.request().expectedCpuS() - outcome.cpuS()) : 0),
                work + (report.failed() ? 0 : work(pipeline, report)),
                with(Json.read(report.load(), ProcessLoad.class)));
    }

    private Map<String, ProcessLoad> with(ProcessLoad load) {
        var all = new TreeMap<>(loads);
        all.merge(load.process(), load, (one, other) -> one.wallS() >= other.wallS() ? one : other);
        return all;
    }

    private static double work(Pipeline pipeline, FitReport report) {
        FitRequest request = report.request();
        return CostFormula.of(
                        request.readDearest(),
                        pipeline.label(),
                        report.outcome().trainRows(),
                        pipeline.features().size())
                / request.parts();
    }
}
