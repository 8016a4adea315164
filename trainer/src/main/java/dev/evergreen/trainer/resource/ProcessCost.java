package dev.evergreen.trainer.resource;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * What the whole process has used so far.
 *
 * @param cpuS seconds of CPU time, all threads
 * @param gcS seconds that the collectors report
 * @param heapBytes now
 * @param peakHeapBytes the sum of the heap pools' peaks since they were last reset: an upper bound, as the pools need
 *     not have peaked together
 * @param peakRssBytes since the process began, where the system tells
 */
public record ProcessCost(double cpuS, double gcS, long heapBytes, long peakHeapBytes, OptionalLong peakRssBytes) {
    private static final Path LINUX_STATUS = Path.of("/proc/self/status");

    public static ProcessCost now() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long gcMs = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .filter(ms -> ms > 0)
                .sum();
        return new ProcessCost(
                system.getProcessCpuTime() / 1e9,
                gcMs / 1e3,
                heap(pool -> pool.getUsage().getUsed()),
                heap(pool -> pool.getPeakUsage().getUsed()),
                PeakRss.in(LINUX_STATUS));
    }

    /** Lets {@code peakHeapBytes} begin anew from what is in use now. Affects the whole process. */
    public static void resetPeakHeap() {
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    /** CPU and collection time since {@code earlier}; sizes stay as they are here. */
    public ProcessCost minus(ProcessCost earlier) {
        return new ProcessCost(cpuS - earlier.cpuS, gcS - earlier.gcS, heapBytes, peakHeapBytes, peakRssBytes);
    }

    private static long heap(ToLongFunction<MemoryPoolMXBean> bytes) {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(bytes)
                .sum();
    }
}
