package dev.evergreen.trainer.resource;

import java.util.Optional;

/**
 * What the machine was asked for over a while. What the system does not tell, or not about so short a while, is absent.
 *
 * @param wallS how long that was
 * @param processCpuS CPU seconds of this process meanwhile
 * @param runQueue mean number of threads that ran or waited for a core, of all processes, this one included
 * @param otherCpu mean number of cores that other processes used
 * @param throttledS seconds that this process was held back by a CPU quota, summed over the cores
 * @param cores of the machine, whatever share of them this process may use
 */
public record MachineLoad(
        double wallS,
        double processCpuS,
        Optional<Double> runQueue,
        Optional<Double> otherCpu,
        Optional<Double> throttledS,
        Optional<Integer> cores) {}
