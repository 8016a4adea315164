package dev.evergreen.trainer.flink;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the processes that fitted for a round have met, together: the mean of what each could tell. */
record RoundLoad(List<ProcessLoad> processes) {
    RoundLoad(Collection<ProcessLoad> processes) {
        this(List.copyOf(processes));
    }

    Optional<Double> gcS() {
        return mean(load -> Optional.of(load.gcS()));
    }

    Optional<Double> throttledS() {
        return mean(ProcessLoad::throttledS);
    }

    Optional<Double> runQueue() {
        return mean(ProcessLoad::runQueue);
    }

    Optional<Double> otherCpu() {
        return mean(ProcessLoad::otherCpu);
    }

    /** Of the process with the fullest heap. */
    Optional<Long> liveHeapBytes() {
        return processes.stream().flatMap(load -> load.liveHeapBytes().stream()).max(Long::compare);
    }

    Optional<Long> maxHeapBytes() {
        return processes.stream().map(ProcessLoad::maxHeapBytes).min(Long::compare);
    }

    Optional<Integer> cores() {
        return processes.stream().map(ProcessLoad::cores).min(Integer::compare);
    }

    private Optional<Double> mean(Function<ProcessLoad, Optional<Double>> figure) {
        var mean = processes.stream()
                .flatMap(load -> figure.apply(load).stream())
                .mapToDouble(Double::doubleValue)
                .average();
        return mean.isPresent() ? Optional.of(mean.getAsDouble()) : Optional.empty();
    }
}
