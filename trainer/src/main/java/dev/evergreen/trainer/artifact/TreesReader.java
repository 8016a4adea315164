package dev.evergreen.trainer.artifact;

/** Reads the trees of a body, whose parts stand in separate columns, into a builder. */
final class TreesReader {
    private final TreeEnsembleBuilder builder;
    private final int nodes;
    private final int vectors;
    private final int sets;
    private final BodyReader kinds;
    private final BodyReader links;
    private final BodyReader values;
    private int usedVectors;
    private int usedSets;

    /** Leaves the reader behind the trees. */
    TreesReader(BodyReader in, TreeEnsembleBuilder builder, int nodes, int vectors, int sets)
            throws MalformedArtifactException {
        this.builder = builder;
        this.nodes = nodes;
        this.vectors = vectors;
        this.sets = sets;
        builder.expect(nodes, vectors);
        kinds = in.fork();
        in.skip(nodes);
        links = in.fork();
        in.skipVarints(nodes);
        values = in.fork();
        skipValues(kinds.fork(), nodes, in);
        int width = builder.combination.leafWidth(builder.classes.length);
        for (int v = 0; v < vectors; v++) {
            builder.addVector(in.f64s(width));
        }
        for (int s = 0; s < sets; s++) {
            int head = in.varint();
            builder.addSet(in.u64s(head >>> 1), (head & 1) != 0);
        }
    }

    void read(int trees, double[] weights) throws MalformedArtifactException {
        int node = 0;
        for (int t = 0; t < trees; t++) {
            builder.tree(weights.length == 0 ? 1.0 : weights[t]);
            for (int open = 1; open > 0; node++) {
                if (node == nodes) {
                    throw new MalformedArtifactException("tree %d has an open branch".formatted(t));
                }
                open += readNode() == NodeKind.LEAF ? -1 : 1;
            }
        }
        if (node < nodes || usedVectors < vectors || usedSets < sets) {
            throw new MalformedArtifactException("%d nodes, %d leaf vectors and %d sets that no tree uses"
                    .formatted(nodes - node, vectors - usedVectors, sets - usedSets));
        }
    }

    private NodeKind readNode() throws MalformedArtifactException {
        NodeKind kind = NodeKind.ofCode(kinds.u8());
        int link = links.varint();
        switch (kind) {
            case LEAF -> {
                usedVectors = nextUsed("leaf vector", link, usedVectors);
                builder.leafOf(link);
            }
            case NUMERIC, NUMERIC_OR_MISSING -> builder.split(kind, link, values.f64());
            case NOMINAL_EQUALS -> builder.split(kind, link, values.varint());
            case NOMINAL_IN -> {
                int set = values.varint();
                usedSets = nextUsed("set", set, usedSets);
                builder.splitInSet(link, set);
            }
        }
        return kind;
    }

    /** In the order of first use, so that an ensemble has one form only. */
    private static int nextUsed(String what, int number, int used) throws MalformedArtifactException {
        if (number > used) {
            throw new MalformedArtifactException("%s %d before %d".formatted(what, number, used));
        }
        return Math.max(used, number + 1);
    }

    private static void skipValues(BodyReader kinds, int nodes, BodyReader in) throws MalformedArtifactException {
        for (int n = 0; n < nodes; n++) {
            NodeKind kind = NodeKind.ofCode(kinds.u8());
            // No branch between leaves and thresholds: which comes next cannot be guessed.
            in.skip(kind.thresholdBytes);
            if (kind.varint) {
                in.skipVarints(1);
            }
        }
    }
}
