package dev.evergreen.trainer.learner;

import dev.evergreen.trainer.artifact.NodeKind;
import dev.evergreen.trainer.artifact.TreeEnsembleBuilder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.function.Function;
import smile.model.cart.DecisionNode;
import smile.model.cart.InternalNode;
import smile.model.cart.LeafNode;
import smile.model.cart.Node;
import smile.model.cart.NominalNode;
import smile.model.cart.OrdinalNode;
import smile.model.cart.RegressionNode;

/**
 * What Smile's trees hold, in our form. Some of it Smile 6.3.0 keeps to itself: a version that calls it otherwise fails
 * here, when this class is loaded, and not by wrong answers.
 */
final class SmileTrees {
    private static final VarHandle THRESHOLD = field(OrdinalNode.class, "value", double.class);
    private static final VarHandle LEVEL = field(NominalNode.class, "value", int.class);

    private SmileTrees() {}

    /** Adds a tree with what {@code leaf} makes of each leaf. */
    static void add(TreeEnsembleBuilder to, double weight, Node root, Function<LeafNode, double[]> leaf) {
        to.tree(weight);
        var rest = new ArrayDeque<Node>();
        rest.push(root);
        while (!rest.isEmpty()) {
            switch (rest.pop()) {
                case InternalNode split -> {
                    addSplit(to, split);
                    rest.push(split.falseChild());
                    rest.push(split.trueChild());
                }
                case LeafNode end -> to.leaf(leaf.apply(end));
                case Node other -> throw new IllegalStateException("a node of Smile's that is new: " + other);
            }
        }
    }

    private static void addSplit(TreeEnsembleBuilder to, InternalNode split) {
        switch (split) {
            case OrdinalNode n -> to.split(NodeKind.NUMERIC, n.feature(), (double) THRESHOLD.get(n));
            case NominalNode n -> to.split(NodeKind.NOMINAL_EQUALS, n.feature(), (int) LEVEL.get(n));
            case InternalNode other -> throw new IllegalStateException("a split of Smile's that is new: " + other);
        }
    }

    /** A leaf's share of each class, as Smile smooths it. */
    static double[] posteriors(LeafNode leaf) {
        var node = (DecisionNode) leaf;
        return node.posteriori(new double[node.count().length]);
    }

    /** A leaf's class. */
    static double[] vote(LeafNode leaf) {
        return new double[] {((DecisionNode) leaf).output()};
    }

    /** A leaf's number times a factor. */
    static Function<LeafNode, double[]> number(double factor) {
        return leaf -> new double[] {factor * ((RegressionNode) leaf).output()};
    }

    private static VarHandle field(Class<?> of, String name, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(of, MethodHandles.lookup()).findVarHandle(of, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
