package dev.evergreen.trainer.window;

import dev.evergreen.ingest.event.LabelDelays;
import dev.evergreen.ingest.event.WindowInfo;
import dev.evergreen.ingest.event.WindowInfo.OffsetRange;
import dev.evergreen.ingest.pipeline.Feature;
import dev.evergreen.ingest.pipeline.Label;
import dev.evergreen.ingest.pipeline.Pipeline;
import dev.evergreen.ingest.pipeline.Window;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a window's columns mean and where its rows came from. Reading refuses sizes that no pipeline can have. */
record SnapshotHeader(List<Feature> features, Label label, WindowInfo info) {
    private static final int NUMERIC = 0;
    private static final int NOMINAL = 1;
    /** Added to the kind of a feature that may be missing. */
    private static final int MAY_BE_MISSING = 2;

    private static final int CLASSES = 0;
    private static final int REGRESSION = 1;
    private static final int MAX_TEXT = 1 << 20;
    private static final int MAX_PARTITIONS = 1 << 20;

    static SnapshotHeader of(TrainingWindow window) {
        return new SnapshotHeader(window.data().features(), window.data().label(), window.info());
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(features.size());
        for (Feature feature : features) {
            text(feature.name(), out);
            int missing = feature.mayBeMissing() ? MAY_BE_MISSING : 0;
            switch (feature.type()) {
                case NUMERIC -> out.writeByte(NUMERIC + missing);
                case NOMINAL -> {
                    out.writeByte(NOMINAL + missing);
                    texts(feature.values(), out);
                }
            }
        }
        text(label.name(), out);
        switch (label) {
            case Label.Classes c -> {
                out.writeByte(CLASSES);
                texts(c.classes(), out);
            }
            case Label.Regression r -> out.writeByte(REGRESSION);
        }
        out.writeInt(info.rows());
        out.writeLong(info.firstEventTime().toEpochMilli());
        out.writeLong(info.lastEventTime().toEpochMilli());
        text(info.fingerprint(), out);
        out.writeBoolean(info.labelDelays().isPresent());
        if (info.labelDelays().isPresent()) {
            LabelDelays delays = info.labelDelays().get();
            out.writeDouble(delays.medianS());
            out.writeDouble(delays.p95S());
            out.writeDouble(delays.maxS());
        }
        out.writeInt(info.offsets().size());
        for (OffsetRange range : info.offsets()) {
            text(range.topic(), out);
            out.writeInt(range.partition());
            out.writeLong(range.first());
            out.writeLong(range.last());
        }
    }

    /** @throws IllegalArgumentException if a size or a code is out of bounds */
    static SnapshotHeader readFrom(DataInputStream in) throws IOException {
        int featureCount = bounded("features", in.readInt(), Pipeline.MAX_FEATURES);
        var features = new ArrayList<Feature>();
        for (int f = 0; f < featureCount; f++) {
            features.add(feature(text(in), in));
        }
        return new SnapshotHeader(List.copyOf(features), label(text(in), in), info(in));
    }

    private static Feature feature(String name, DataInputStream in) throws IOException {
        return switch (in.readByte()) {
            case NUMERIC -> Feature.numeric(name);
            case NOMINAL -> Feature.nominal(name, texts(Feature.MAX_VALUES, in));
            case NUMERIC + MAY_BE_MISSING -> Feature.numeric(name).allowingMissing();
            case NOMINAL + MAY_BE_MISSING ->
                Feature.nominal(name, texts(Feature.MAX_VALUES, in)).allowingMissing();
            default -> throw new IllegalArgumentException("an unknown kind of feature");
        };
    }

    private static Label label(String name, DataInputStream in) throws IOException {
        return switch (in.readByte()) {
            case CLASSES -> new Label.Classes(name, texts(Label.Classes.MAX_CLASSES, in));
            case REGRESSION -> new Label.Regression(name);
            default -> throw new IllegalArgumentException("an unknown kind of label");
        };
    }

    private static WindowInfo info(DataInputStream in) throws IOException {
        int rows = bounded("rows", in.readInt(), Window.MAX_ROWS);
        var first = Instant.ofEpochMilli(in.readLong());
        var last = Instant.ofEpochMilli(in.readLong());
        String fingerprint = text(in);
        Optional<LabelDelays> delays = in.readBoolean()
                ? Optional.of(new LabelDelays(in.readDouble(), in.readDouble(), in.readDouble()))
                : Optional.empty();
        int rangeCount = bounded("offset ranges", in.readInt(), MAX_PARTITIONS);
        var ranges = new ArrayList<OffsetRange>();
        for (int i = 0; i < rangeCount; i++) {
            ranges.add(new OffsetRange(text(in), in.readInt(), in.readLong(), in.readLong()));
        }
        return new WindowInfo(rows, first, last, ranges, fingerprint, delays);
    }

    private static void texts(List<String> texts, DataOutputStream out) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(text, out);
        }
    }

    private static List<String> texts(int most, DataInputStream in) throws IOException {
        int count = bounded("values", in.readInt(), most);
        var texts = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            texts.add(text(in));
        }
        return texts;
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bounded("text bytes", bytes.length, MAX_TEXT));
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[bounded("text bytes", in.readInt(), MAX_TEXT)];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int bounded(String what, int count, int most) {
        if (count < 0 || count > most) {
            throw new IllegalArgumentException("%d %s, at most %d".formatted(count, what, most));
        }
        return count;
    }
}
