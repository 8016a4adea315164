package dev.evergreen.trainer.flink;

import dev.evergreen.trainer.artifact.EnsembleCodec;
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
import java.util.ArrayList;
import java.util.Optional;

/** Some parts of a model in the making, as bytes: the ensembles, each with its length, and what was found out of them. */
final class RefitPart {
    private RefitPart() {}

    static byte[] encode(FittedParts parts) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(parts.ensembles().size());
            for (TreeEnsemble ensemble : parts.ensembles()) {
                byte[] encoded = EnsembleCodec.encode(ensemble);
                out.writeInt(encoded.length);
                out.write(encoded);
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

    /** Of what {@link #encode} wrote. */
    static FittedParts decode(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            var ensembles = new ArrayList<TreeEnsemble>();
            for (int left = in.readInt(); left > 0; left--) {
                ensembles.add(EnsembleCodec.decode(in.readNBytes(in.readInt())));
            }
            Optional<OutOfBag> votes = in.readBoolean() ? Optional.of(readVotes(in)) : Optional.empty();
            var losses = new ArrayList<PermutationLoss>();
            for (int left = in.readInt(); left > 0; left--) {
                losses.add(readLoss(in));
            }
            return new FittedParts(ensembles, new Findings(votes, losses));
        } catch (MalformedArtifactException | IOException ours) {
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
