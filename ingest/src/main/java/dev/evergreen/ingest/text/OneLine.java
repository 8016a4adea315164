package dev.evergreen.ingest.text;

/** Makes foreign text fit to stand in a one-line message, a log or a terminal. */
public final class OneLine {
    private static final char STAND_IN = '\uFFFD';

    private OneLine() {}

    /**
     * The text with whatever could break a line or a terminal, or deceive an eye, replaced by U+FFFD.
     *
     * @param max length of the result; a longer text is cut and ends in an ellipsis
     */
    public static String of(String text, int max) {
        var line = new StringBuilder(Math.min(text.length(), max));
        for (int i = 0; i < text.length() && line.length() <= max; ) {
            int codePoint = text.codePointAt(i);
            line.appendCodePoint(isPlain(codePoint) ? codePoint : STAND_IN);
            i += Character.charCount(codePoint);
        }
        if (line.length() <= max) {
            return line.toString();
        }
        int end = max - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + '…';
    }

    /** Whether every character has a UTF-8 form: text with half a surrogate pair does not survive a round trip. */
    public static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
