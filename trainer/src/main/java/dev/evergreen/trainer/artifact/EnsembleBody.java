package dev.evergreen.trainer.artifact;

/**
 * An ensemble as plain bytes, column after column; see FORMAT.md. The second version is for models that need it: those
 * of the first keep their bytes.
 */
final class EnsembleBody {
    static final int FIRST_VERSION = 1;
    /** Adds sets of codes and splits that send missing values to the first child. */
    static final int LAST_VERSION = 2;

    private EnsembleBody() {}

    /** The first version that can tell this model. */
    static int version(TreeEnsemble e) {
        for (int n = 0; n < e.nodes(); n++) {
            if (e.kind(n).firstVersion == LAST_VERSION) {
                return LAST_VERSION;
            }
        }
        return FIRST_VERSION;
    }

    static byte[] write(TreeEnsemble e) {
        var out = new BodyWriter();
        int[] classes = e.trainedClasses();
        boolean withSets = version(e) > FIRST_VERSION;
        out.u8(e.combination().code());
        out.varint(e.features());
        out.varint(e.classifier() ? e.outputs() : 0);
        out.varint(classes.length);
        for (int c : classes) {
            out.varint(c);
        }
        out.varint(e.trees());
        out.varint(e.nodes());
        out.varint(e.leafVectors());
        if (withSets) {
            out.varint(e.sets().size());
        }
        out.f64s(e.base());
        out.f64s(e.importance());
        for (int t = 0; e.combination().weighted() && t < e.trees(); t++) {
            out.f64(e.weight(t));
        }
        writeNodes(e, out);
        for (int i = 0; i < e.leafVectors() * e.leafWidth(); i++) {
            out.f64(e.leafNumber(i));
        }
        for (int s = 0; s < e.sets().size(); s++) {
            long[] bitmap = e.sets().bitmap(s);
            out.varint(2 * bitmap.length + (e.sets().missing(s) ? 1 : 0));
            out.u64s(bitmap);
        }
        return out.toArray();
    }

    private static void writeNodes(TreeEnsemble e, BodyWriter out) {
        for (int n = 0; n < e.nodes(); n++) {
            out.u8(e.kind(n).code);
        }
        for (int n = 0; n < e.nodes(); n++) {
            switch (e.kind(n)) {
                case LEAF -> out.varint(e.leafVector(n));
                case NUMERIC, NOMINAL_EQUALS, NUMERIC_OR_MISSING, NOMINAL_IN -> out.varint(e.splitFeature(n));
            }
        }
        for (int n = 0; n < e.nodes(); n++) {
            switch (e.kind(n)) {
                case LEAF -> {}
                case NUMERIC, NUMERIC_OR_MISSING -> out.f64(e.splitValue(n));
                case NOMINAL_EQUALS -> out.varint((int) e.splitValue(n));
                case NOMINAL_IN -> out.varint(e.setNumber(n));
            }
        }
    }

    static TreeEnsemble read(byte[] body, int version) throws MalformedArtifactException {
        var in = new BodyReader(body);
        try {
            TreeEnsemble ensemble = read(in, version);
            if (in.remaining() > 0) {
                throw new MalformedArtifactException(in.remaining() + " bytes too many");
            }
            if (version(ensemble) != version) {
                throw new MalformedArtifactException(
                        "version %d of a model of version %d".formatted(version, version(ensemble)));
            }
            return ensemble;
        } catch (IllegalArgumentException e) {
            throw new MalformedArtifactException(e.getMessage(), e);
        }
    }

    private static TreeEnsemble read(BodyReader in, int version) throws MalformedArtifactException {
        Combination combination = Combination.ofCode(in.u8());
        int features = in.count("importance", Double.BYTES);
        int outputs = in.varint();
        var classes = new int[in.count("trained classes", 1)];
        for (int c = 0; c < classes.length; c++) {
            classes[c] = in.varint();
        }
        int trees = in.count("trees", 1);
        int nodes = in.count("nodes", 2);
        int vectors = in.count("leaf numbers", Double.BYTES * combination.leafWidth(classes.length));
        int sets = version > FIRST_VERSION ? in.count("sets", 1 + Long.BYTES) : 0;
        double[] base = in.f64s(combination.baseWidth(classes.length));
        double[] importance = in.f64s(features);
        double[] weights = in.f64s(combination.weighted() ? trees : 0);
        if (outputs == 0 && classes.length > 0) {
            throw new MalformedArtifactException("trained classes of a regression");
        }
        var builder = outputs == 0
                ? TreeEnsembleBuilder.regression(combination, features, base)
                : TreeEnsembleBuilder.classifier(combination, features, outputs, classes, base);
        new TreesReader(in, builder, nodes, vectors, sets).read(trees, weights);
        return builder.build(importance);
    }
}
