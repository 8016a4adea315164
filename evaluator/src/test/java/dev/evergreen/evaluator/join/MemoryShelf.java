package dev.evergreen.evaluator.join;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/** A shelf in memory. */
final class MemoryShelf<T> implements Shelf<T> {
    private final Map<String, T> entries = new HashMap<>();
    private final TreeMap<Long, TreeSet<String>> byTime = new TreeMap<>();

    int size() {
        return entries.size();
    }

    @Override
    public Optional<T> get(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    @Override
    public void add(String id, Instant eventTime, T entry) {
        entries.put(id, entry);
        byTime.computeIfAbsent(eventTime.toEpochMilli(), t -> new TreeSet<>()).add(id);
    }

    @Override
    public void replace(String id, T entry) {
        entries.put(id, entry);
    }

    @Override
    public void remove(String id, Instant eventTime) {
        entries.remove(id);
        byTime.get(eventTime.toEpochMilli()).remove(id);
    }

    @Override
    public long removeOldest(LongPredicate test) {
        long removed = 0;
        while (!byTime.isEmpty()) {
            var ids = byTime.firstEntry().getValue();
            while (!ids.isEmpty()) {
                if (!test.test(byTime.firstKey())) {
                    return removed;
                }
                entries.remove(ids.pollFirst());
                removed++;
            }
            byTime.pollFirstEntry();
        }
        return removed;
    }
}
