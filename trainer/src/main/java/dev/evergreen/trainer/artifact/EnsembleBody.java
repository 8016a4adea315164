package dev.evergreen.trainer.artifact;

/** An ensemble as plain bytes, column after column; see FORMAT.md. */
final class EnsembleBody {
    private EnsembleBody() {}

    static byte[] write(TreeEnsemble e) {
        var out = new BodyWriter();
        int[] classes = e.trainedClasses();
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
        out.f64s(e.base());
        out.f64s(e.importance());
        for (int t = 0; e.combination().weighted() && t < e.trees(); t++) {
            out.f64(e.weight(t));
        }
        for (int n = 0; n < e.nodes(); n++) {
            out.u8(e.kind(n).code);
        }
        for (int n = 0; n < e.nodes(); n++) {
            switch (e.kind(n)) {
                case LEAF -> out.varint(e.leafVector(n));
                case NUMERIC, NOMINAL_EQUALS -> out.varint(e.splitFeature(n));
            }
        }
        for (int n = 0; n < e.nodes(); n++) {
            switch (e.kind(n)) {
                case LEAF -> {}
                case NUMERIC -> out.f64(e.splitValue(n));
                case NOMINAL_EQUALS -> out.varint((int) e.splitValue(n));
            }
        }
        for (int i = 0; i < e.leafVectors() * e.leafWidth(); i++) {
            out.f64(e.leafNumber(i));
        }
        return out.toArray();
    }

    static TreeEnsemble read(byte[] body) throws MalformedArtifactException {
        var in = new BodyReader(body);
        try {
            TreeEnsemble ensemble = read(in);
            if (in.remaining() > 0) {
                throw new MalformedArtifactException(in.remaining() + " bytes too many");
            }
            return ensemble;
        } catch (IllegalArgumentException e) {
            throw new MalformedArtifactException(e.getMessage(), e);
        }
    }

    private static TreeEnsemble read(BodyReader in) throws MalformedArtifactException {
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
        double[] base = in.f64s(combination.baseWidth(classes.length));
        double[] importance = in.f64s(features);
        double[] weights = in.f64s(combination.weighted() ? trees : 0);
        if (outputs == 0 && classes.length > 0) {
            throw new MalformedArtifactException("trained classes of a regression");
        }
        var builder = outputs == 0
                ? TreeEnsembleBuilder.regression(combination, features, base)
                : TreeEnsembleBuilder.classifier(combination, features, outputs, classes, base);
        readTrees(in, builder, weights, trees, nodes, vectors);
        return builder.build(importance);
    }

    private static void readTrees(
            BodyReader in, TreeEnsembleBuilder builder, double[] weights, int trees, int nodes, int vectors)
            throws MalformedArtifactException {
        builder.expect(nodes, vectors);
        BodyReader kinds = in.fork();
        in.skip(nodes);
        BodyReader links = in.fork();
        for (int n = 0; n < nodes; n++) {
            in.varint();
        }
        BodyReader values = in.fork();
        skipValues(kinds.fork(), nodes, in);
        int width = builder.combination.leafWidth(builder.classes.length);
        for (int v = 0; v < vectors; v++) {
            builder.addVector(in.f64s(width));
        }
        int node = 0;
        int used = 0;
        for (int t = 0; t < trees; t++) {
            builder.tree(weights.length == 0 ? 1.0 : weights[t]);
            for (int open = 1; open > 0; node++) {
                if (node == nodes) {
                    throw new MalformedArtifactException("tree %d has an open branch".formatted(t));
                }
                NodeKind kind = NodeKind.ofCode(kinds.u8());
                int link = links.varint();
                switch (kind) {
                    case LEAF -> {
                        // In the order of first use, so that an ensemble has one form only.
                        if (link > used) {
                            throw new MalformedArtifactException("leaf vector %d before %d".formatted(link, used));
                        }
                        used = Math.max(used, link + 1);
                        builder.leafOf(link);
                        open--;
                    }
                    case NUMERIC -> {
                        builder.split(kind, link, values.f64());
                        open++;
                    }
                    case NOMINAL_EQUALS -> {
                        builder.split(kind, link, values.varint());
                        open++;
                    }
                }
            }
        }
        if (node < nodes || used < vectors) {
            throw new MalformedArtifactException(
                    "%d nodes and %d leaf vectors that no tree uses".formatted(nodes - node, vectors - used));
        }
    }

    private static void skipValues(BodyReader kinds, int nodes, BodyReader in) throws MalformedArtifactException {
        for (int n = 0; n < nodes; n++) {
            switch (NodeKind.ofCode(kinds.u8())) {
                case LEAF -> {}
                case NUMERIC -> in.f64();
                case NOMINAL_EQUALS -> in.varint();
            }
        }
    }
}
