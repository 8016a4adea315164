package dev.evergreen.trainer.flink;

import dev.evergreen.trainer.artifact.EnsembleCodec;
import dev.evergreen.trainer.artifact.MalformedArtifactException;
import dev.evergreen.trainer.artifact.TreeEnsemble;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Some ensembles of a model in the making, as bytes: the length of each, and it. */
final class RefitPart {
    private RefitPart() {}

    static byte[] encode(List<TreeEnsemble> ensembles) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            for (TreeEnsemble ensemble : ensembles) {
                byte[] encoded = EnsembleCodec.encode(ensemble);
                out.writeInt(encoded.length);
                out.write(encoded);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Of what {@link #encode} wrote. */
    static List<TreeEnsemble> decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        var ensembles = new ArrayList<TreeEnsemble>();
        while (in.hasRemaining()) {
            var encoded = new byte[in.getInt()];
            in.get(encoded);
            try {
                ensembles.add(EnsembleCodec.decode(encoded));
            } catch (MalformedArtifactException ours) {
                throw new IllegalStateException(ours);
            }
        }
        return ensembles;
    }
}
