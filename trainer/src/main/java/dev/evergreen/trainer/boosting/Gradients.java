package dev.evergreen.trainer.boosting;

/**
 * The first and second derivatives of a loss, by row, as whole numbers: a gradient is a number of 64 bits, a second
 * derivative shares one with a count of rows in the bits above. Sums of whole numbers are exact: they do not depend on the
 * order, and what is left of a node without one child is to the last bit what the other child adds up to.
 *
 * <p>Of n rows a gradient keeps 61 bits less log2(n), a second derivative 61 less twice that, counted from the greatest.
 */
final class Gradients {
    /** Far from where a power of two is no number any more; what would need more is as good as nothing. */
    private static final int MOST_EXPONENT = 1000;

    /** {@code [rows]} */
    final long[] gradients;
    /** {@code [rows]}: one row, and its second derivative. */
    final long[] weights;
    /** Where the count of rows begins. */
    final int shift;

    private double gradientScale;
    private double hessianScale;

    Gradients(int rows) {
        this.gradients = new long[rows];
        this.weights = new long[rows];
        // The uppermost bit stays 0, so that sums of more rows are greater ones.
        this.shift = 31 + Integer.numberOfLeadingZeros(rows);
    }

    static long bytes(long rows) {
        return 16 * rows;
    }

    /** Makes ready for values of which none is greater than these. */
    void scale(double mostGradient, double mostHessian) {
        gradientScale = scale(61, mostGradient * gradients.length);
        hessianScale = scale(shift - 1, mostHessian * gradients.length);
    }

    /** A power of two by which {@code most} stays below so many bits. */
    private static double scale(int bits, double most) {
        return Math.scalb(1.0, Math.min(MOST_EXPONENT, bits - 1 - Math.getExponent(most)));
    }

    /** A few instructions a row. */
    void set(int row, double gradient, double hessian) {
        gradients[row] = (long) Math.rint(gradient * gradientScale);
        weights[row] = (1L << shift) + (long) Math.rint(hessian * hessianScale);
    }

    /** What a sum of {@link #gradients} stands for. */
    double gradient(long sum) {
        return sum / gradientScale;
    }

    /** How many rows a sum of {@link #weights} is of. */
    int rows(long sum) {
        return (int) (sum >>> shift);
    }

    /** What a sum of {@link #weights} has of second derivatives. */
    double hessian(long sum) {
        return (sum & (1L << shift) - 1) / hessianScale;
    }

    /** By what second derivatives were multiplied. */
    double hessianScale() {
        return hessianScale;
    }

    double gradientScale() {
        return gradientScale;
    }
}
