package dev.evergreen.infra.dashboard;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may look. With a token: whoever has it. Without, the server listens on loopback alone, and then a page of another
 * site, whose name was made to point here, must not read it (DNS rebinding): the request has to name this machine.
 */
final class Access {
    private static final String COOKIE = "evergreen_dashboard";
    private static final String BEARER = "Bearer ";

    private final Optional<Token> token;
    private final Set<String> hosts;

    /** @param host by which users reach a server on loopback */
    Access(Optional<Token> token, String host) {
        this.token = token;
        // Sorted, and the host may be one of the others.
        this.hosts =
                new TreeSet<>(List.of("localhost", "127.0.0.1", "[::1]", bracketed(host.toLowerCase(Locale.ROOT))));
    }

    /**
     * What a request shows.
     *
     * @param offered the token in the address
     */
    record Request(
            Optional<String> host, Optional<String> authorization, List<String> cookies, Optional<String> offered) {}

    /** What becomes of it. */
    sealed interface Verdict {
        /** It is answered. */
        record Granted() implements Verdict {}

        /** It gets a cookie, and is sent on to the address without the token. */
        record LetIn(String setCookie) implements Verdict {}

        /** It is turned away. */
        record Refused(int status, String why) implements Verdict {}
    }

    Verdict of(Request request) {
        return token.map(secret -> bySecret(secret, request)).orElseGet(() -> byHost(request));
    }

    private Verdict byHost(Request request) {
        boolean named =
                request.host().map(Access::withoutPort).filter(hosts::contains).isPresent();
        return named
                ? new Verdict.Granted()
                : new Verdict.Refused(421, "this page answers to " + String.join(", ", hosts));
    }

    private static Verdict bySecret(Token secret, Request request) {
        if (request.offered().filter(secret::is).isPresent()) {
            return new Verdict.LetIn("%s=%s; Path=/; HttpOnly; SameSite=Strict".formatted(COOKIE, secret.cookie()));
        }
        boolean bearer = request.authorization()
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip())
                .filter(secret::is)
                .isPresent();
        boolean cookie = request.cookies().stream()
                .flatMap(header -> List.of(header.split(";", -1)).stream())
                .map(String::strip)
                .filter(one -> one.startsWith(COOKIE + "="))
                .anyMatch(one -> secret.isCookie(one.substring(COOKIE.length() + 1)));
        return bearer || cookie
                ? new Verdict.Granted()
                : new Verdict.Refused(
                        401, "a token is needed: open the page with ?token=TOKEN, or send it as a bearer");
    }

    private static String withoutPort(String host) {
        return host.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
    }

    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
