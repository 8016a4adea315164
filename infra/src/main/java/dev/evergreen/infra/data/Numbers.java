package dev.evergreen.infra.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What counts as a number in a CSV file: decimal and finite. */
final class Numbers {
    private Numbers() {}

    static boolean isNumber(String text) {
        return !Double.isNaN(parse(text));
    }

    /** NaN if it is none. Java's own {@code 1f}, {@code 0x1p3}, {@code Infinity} are none. */
    static double parse(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return Double.NaN;
            }
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? value : Double.NaN;
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }

    /** Numbers by value when all are numbers, else everything as text. */
    static List<String> inNaturalOrder(Iterable<String> values) {
        var list = new ArrayList<String>();
        values.forEach(list::add);
        Comparator<String> byText = Comparator.naturalOrder();
        boolean numeric = list.stream().allMatch(Numbers::isNumber);
        list.sort(numeric ? Comparator.<String>comparingDouble(Numbers::parse).thenComparing(byText) : byText);
        return List.copyOf(list);
    }
}
