package dev.evergreen.trainer.window;

/** A stable merge sort of indexes without boxing: O(n log n) comparisons, one array of n beside. */
final class IndexSort {
    private IndexSort() {}

    /** Compares two indexes by what they stand for. */
    @FunctionalInterface
    interface Order {
        int compare(int left, int right);
    }

    /** The indexes 0 to n - 1, in order. Costs n comparisons if they are in order already. {@code n} is at most 2^30. */
    static int[] sorted(int n, Order order) {
        int[] from = new int[n];
        for (int i = 0; i < n; i++) {
            from[i] = i;
        }
        int[] to = new int[n];
        for (int width = 1; width < n; width *= 2) {
            for (int start = 0; start < n; start += 2 * width) {
                int middle = Math.min(n, start + width);
                merge(from, to, start, middle, Math.min(n, middle + width), order);
            }
            int[] swapped = from;
            from = to;
            to = swapped;
        }
        return from;
    }

    private static void merge(int[] from, int[] to, int start, int middle, int end, Order order) {
        if (middle == end || order.compare(from[middle - 1], from[middle]) <= 0) {
            System.arraycopy(from, start, to, start, end - start);
            return;
        }
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft = right == end || (left < middle && order.compare(from[left], from[right]) <= 0);
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }
}
