package dev.evergreen.infra.dashboard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A secret that opens the page. It is kept as a digest, so that no log can hold it. */
public final class Token {
    /** What a token may be: so much that it cannot be guessed, and nothing that a header or an address would change. */
    public static final String ALLOWED = "16 to 200 letters, digits and -._~";

    private static final String PATTERN = "[A-Za-z0-9._~-]{16,200}";

    private final byte[] digest;
    private final String cookie;

    private Token(String text) {
        digest = sha256(text);
        // From the cookie, which browsers also send to other ports of the host, the token cannot be told.
        cookie = HexFormat.of().formatHex(sha256("evergreen dashboard\n" + text));
    }

    public static boolean isAllowed(String text) {
        return text.matches(PATTERN);
    }

    /** @throws IllegalArgumentException if it is not {@link #ALLOWED} */
    public static Token of(String text) {
        if (!isAllowed(text)) {
            throw new IllegalArgumentException("not " + ALLOWED);
        }
        return new Token(text);
    }

    /** In the same time whatever was offered. */
    boolean is(String offered) {
        return MessageDigest.isEqual(digest, sha256(offered));
    }

    /** What a browser that was let in shows from then on. */
    String cookie() {
        return cookie;
    }

    /** In the same time whatever was offered. */
    boolean isCookie(String offered) {
        return MessageDigest.isEqual(cookie.getBytes(StandardCharsets.UTF_8), offered.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "a token";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
