package dev.evergreen.trainer.flink;

import dev.evergreen.trainer.artifact.EnsembleCodec;
import dev.evergreen.trainer.artifact.EnsembleMerge;
import dev.evergreen.trainer.artifact.MalformedArtifactException;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import dev.evergreen.trainer.forest.Findings;
import dev.evergreen.trainer.forest.OutOfBag;
import dev.evergreen.trainer.forest.PermutationLoss;
import dev.evergreen.trainer.learner.FittedParts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Some parts of a model in the making, which travel as bytes: the ensembles, still encoded, and what was found out of them.
 */
record RefitPart(List<Encoded> ensembles, Findings findings) {
    /** Negative, as an earlier version begins with how many ensembles follow. */
    private static final int FORMAT = -2;

    /**
     * An ensemble, and how many trees and nodes it has.
     *
     * @param artifact as {@link EnsembleCodec} encodes it
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Encoded(int trees, int nodes, byte[] artifact) {
        static Encoded of(TreeEnsemble ensemble) {
            return new Encoded(ensemble.trees(), ensemble.nodes(), EnsembleCodec.encode(ensemble));
        }

        private TreeEnsemble decoded() {
            try {
                return EnsembleCodec.decode(artifact);
            } catch (MalformedArtifactException ours) {
                throw new IllegalStateException(ours);
            }
        }
    }

    /** The whole model. One that was fitted at once is not decoded and encoded again: no fit runs meanwhile. */
    static Encoded merged(List<RefitPart> parts) {
        List<Encoded> all =
                parts.stream().flatMap(part -> part.ensembles.stream()).toList();
        return all.size() == 1
                ? all.getFirst()
                : Encoded.of(
                        EnsembleMerge.merge(all.stream().map(Encoded::decoded).toList()));
    }

    static byte[] encode(FittedParts parts) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(FORMAT);
            out.writeInt(parts.ensembles().size());
            for (TreeEnsemble ensemble : parts.ensembles()) {
                Encoded encoded = Encoded.of(ensemble);
                out.writeInt(encoded.trees());
                out.writeInt(encoded.nodes());
                out.writeInt(encoded.artifact().length);
                out.write(encoded.artifact());
            }
            Optional<OutOfBag> votes = parts.findings().outOfBag();
            out.writeBoolean(votes.isPresent());
            if (votes.isPresent()) {
                write(votes.get(), out);
            }
            out.writeInt(parts.findings().losses().size());
            for (PermutationLoss loss : parts.findings().losses()) {
                write(loss, out);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(OutOfBag votes, DataOutputStream out) throws IOException {
        out.writeBoolean(votes.classifier());
        out.writeInt(votes.width());
        out.writeDouble(votes.base());
        out.writeDouble(votes.unit());
        out.writeInt(votes.votes().length);
        for (long sum : votes.sums()) {
            out.writeLong(sum);
        }
        for (int count : votes.votes()) {
            out.writeInt(count);
        }
        for (double truth : votes.truth()) {
            out.writeDouble(truth);
        }
    }

    private static void write(PermutationLoss loss, DataOutputStream out) throws IOException {
        out.writeBoolean(loss.outOfBag());
        out.writeInt(loss.trees());
        out.writeInt(loss.losses().size());
        for (double ofFeature : loss.losses()) {
            out.writeDouble(ofFeature);
        }
    }

    /** Whether {@link #decode} can read it: state that an earlier version of this program left may hold a part. */
    static boolean isReadable(byte[] bytes) {
        return bytes.length >= Integer.BYTES && ByteBuffer.wrap(bytes).getInt() == FORMAT;
    }

    /** Of what {@link #encode} wrote. */
    static RefitPart decode(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes, Integer.BYTES, bytes.length))) {
            var ensembles = new ArrayList<Encoded>();
            for (int left = in.readInt(); left > 0; left--) {
                ensembles.add(new Encoded(in.readInt(), in.readInt(), in.readNBytes(in.readInt())));
            }
            Optional<OutOfBag> votes = in.readBoolean() ? Optional.of(readVotes(in)) : Optional.empty();
            var losses = new ArrayList<PermutationLoss>();
            for (int left = in.readInt(); left > 0; left--) {
                losses.add(readLoss(in));
            }
            return new RefitPart(ensembles, new Findings(votes, losses));
        } catch (IOException ours) {
            throw new IllegalStateException(ours);
        }
    }

    private static OutOfBag readVotes(DataInputStream in) throws IOException {
        boolean classifier = in.readBoolean();
        int width = in.readInt();
        double base = in.readDouble();
        double unit = in.readDouble();
        var votes = new int[in.readInt()];
        var sums = new long[votes.length * width];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = in.readLong();
        }
        for (int i = 0; i < votes.length; i++) {
            votes[i] = in.readInt();
        }
        var truth = new double[votes.length];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = in.readDouble();
        }
        return new OutOfBag(classifier, width, base, unit, sums, votes, truth);
    }

    private static PermutationLoss readLoss(DataInputStream in) throws IOException {
        boolean outOfBag = in.readBoolean();
        int trees = in.readInt();
        var losses = new ArrayList<Double>();
        for (int left = in.readInt(); left > 0; left--) {
            losses.add(in.readDouble());
        }
        return new PermutationLoss(outOfBag, trees, losses);
    }
}
