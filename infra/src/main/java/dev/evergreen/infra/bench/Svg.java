package dev.evergreen.infra.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes SVG, by hand: AWT cannot draw text on a server's JRE, which comes without fonts, and its pictures know one
 * background only. What elements look like is said by classes.
 */
final class Svg {
    private final StringBuilder xml = new StringBuilder();

    /** In pixels from the top left. */
    record Point(double x, double y) {}

    /** @param title read out in the place of the picture */
    Svg(int width, int height, String title, String style) {
        xml.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img">
                <title>%s</title>
                <style>
                %s</style>
                """.formatted(width, height, width, height, escaped(title), style));
        add("<rect class=\"ground\" width=\"%d\" height=\"%d\" rx=\"6\"/>", width, height);
    }

    void line(String look, double x1, double y1, double x2, double y2) {
        add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", look, x1, y1, x2, y2);
    }

    void path(String look, List<Point> points) {
        String text =
                points.stream().map(p -> format("%.1f,%.1f", p.x(), p.y())).collect(Collectors.joining(" "));
        add("<polyline class=\"%s\" points=\"%s\"/>", look, text);
    }

    void dot(String look, Point center, double radius) {
        add("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", look, center.x(), center.y(), radius);
    }

    void text(String look, double x, double y, String text) {
        add("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", look, x, y, escaped(text));
    }

    /** The whole picture; nothing is to be added after it. */
    String end() {
        return xml.append("</svg>\n").toString();
    }

    private void add(String format, Object... values) {
        xml.append(format(format, values)).append('\n');
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
