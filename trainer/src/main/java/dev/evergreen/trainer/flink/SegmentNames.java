package dev.evergreen.trainer.flink;

import dev.evergreen.trainer.window.RowSource;
import dev.evergreen.trainer.window.SegmentFormat;
import dev.evergreen.trainer.window.SegmentName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The names of a pipeline's segments, each found out once: the rows of a full segment do not change as long as this lives.
 * No state: after a restart the rows may have come in another order.
 */
final class SegmentNames {
    private final Map<Long, SegmentName> byNumber = new HashMap<>();

    /** Reads all the rows at the first time. */
    SegmentName of(long number, RowSource rows, int width) {
        return byNumber.computeIfAbsent(number, first -> SegmentFormat.name(first, rows, width));
    }

    /** Forgets all but these. */
    void retain(List<SegmentName> segments) {
        byNumber.keySet().retainAll(segments.stream().map(SegmentName::number).collect(Collectors.toSet()));
    }
}
