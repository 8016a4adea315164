package dev.evergreen.infra.load;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** What collections leave on this process's heap. Thread-safe. */
final class HeapMeter {
    private static final double MB = 1e6;

    private final Set<String> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());
    private long least = Long.MAX_VALUE;

    /** One that hears of every collection from now on. */
    static HeapMeter start() {
        var meter = new HeapMeter();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener((notice, _) -> meter.hear(notice), null, null);
            }
        }
        return meter;
    }

    private void hear(Notification notice) {
        if (!notice.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            return;
        }
        long left =
                GarbageCollectionNotificationInfo.from((CompositeData) notice.getUserData())
                        .getGcInfo()
                        .getMemoryUsageAfterGc()
                        .entrySet()
                        .stream()
                        .filter(pool -> pools.contains(pool.getKey()))
                        .mapToLong(pool -> pool.getValue().getUsed())
                        .sum();
        synchronized (this) {
            least = Math.min(least, left);
        }
    }

    /** The least that any collection left since this was asked last, in MB; empty if there was none. */
    synchronized OptionalDouble leastMb() {
        var answer = least == Long.MAX_VALUE ? OptionalDouble.empty() : OptionalDouble.of(least / MB);
        least = Long.MAX_VALUE;
        return answer;
    }

    /** In MB, after a full collection, which stops everything for a moment. */
    static double liveMb() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MB;
    }
}
