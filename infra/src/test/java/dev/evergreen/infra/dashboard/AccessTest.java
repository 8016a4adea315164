package dev.evergreen.infra.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evergreen.infra.dashboard.Access.Request;
import dev.evergreen.infra.dashboard.Access.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final String SECRET = "0123456789abcdef-token";
    private static final Verdict GRANTED = new Verdict.Granted();

    private final Access open = new Access(Optional.empty(), "127.0.0.1");
    private final Access closed = new Access(Optional.of(Token.of(SECRET)), "0.0.0.0");

    private static Request named(String host) {
        return new Request(Optional.of(host), Optional.empty(), List.of(), Optional.empty());
    }

    private static Request bearer(String header) {
        return new Request(Optional.of("somewhere:8090"), Optional.of(header), List.of(), Optional.empty());
    }

    private static Request cookie(String... headers) {
        return new Request(Optional.of("somewhere:8090"), Optional.empty(), List.of(headers), Optional.empty());
    }

    private static Request offering(String token) {
        return new Request(Optional.of("somewhere:8090"), Optional.empty(), List.of(), Optional.of(token));
    }

    private static int refused(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
        return ((Verdict.Refused) verdict).status();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8090", "127.0.0.1:8090", "127.0.0.1", "[::1]:8090", "[::1]"})
    void onLoopbackThisMachineIsAnswered(String host) {
        assertThat(open.of(named(host))).isEqualTo(GRANTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8090",
                "127.0.0.1.evil.example",
                "localhost.evil.example:8090",
                "evil.example/localhost",
                "",
                ":8090",
                "127.0.0.1:8090:8090"
            })
    void onLoopbackANameThatWasMadeToPointHereIsNot(String host) {
        assertThat(refused(open.of(named(host)))).isEqualTo(421);
    }

    @Test
    void onLoopbackARequestHasToNameWhomItAsks() {
        assertThat(refused(
                        open.of(new Request(Optional.empty(), Optional.empty(), List.of(), Optional.of("whatever")))))
                .isEqualTo(421);
    }

    @Test
    void theHostByWhichItIsServedIsAnswered() {
        assertThat(new Access(Optional.empty(), "My-Laptop").of(named("my-laptop:1")))
                .isEqualTo(GRANTED);
        assertThat(new Access(Optional.empty(), "::1").of(named("[::1]:1"))).isEqualTo(GRANTED);
    }

    @Test
    void aTokenOpensAsABearer() {
        assertThat(closed.of(bearer("Bearer " + SECRET))).isEqualTo(GRANTED);
        assertThat(closed.of(bearer("bearer  " + SECRET + " "))).isEqualTo(GRANTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer 0123456789abcdef", "Basic 0123456789abcdef-token"})
    void anythingElseDoesNot(String header) {
        assertThat(refused(closed.of(bearer(header)))).isEqualTo(401);
    }

    @Test
    void aTokenInTheAddressGivesACookieThatOpensAndIsNotTheToken() {
        var verdict = closed.of(offering(SECRET));

        assertThat(verdict).isInstanceOf(Verdict.LetIn.class);
        String setCookie = ((Verdict.LetIn) verdict).setCookie();
        assertThat(setCookie).endsWith("; Path=/; HttpOnly; SameSite=Strict").doesNotContain(SECRET);
        String pair = setCookie.substring(0, setCookie.indexOf(';'));
        assertThat(closed.of(cookie(pair))).isEqualTo(GRANTED);
        assertThat(closed.of(cookie("theme=dark; " + pair + "; x=y"))).isEqualTo(GRANTED);
        assertThat(closed.of(cookie("theme=dark", pair))).isEqualTo(GRANTED);
        assertThat(refused(closed.of(cookie(pair + "0")))).isEqualTo(401);
        assertThat(refused(closed.of(cookie("evergreen_dashboard=" + SECRET)))).isEqualTo(401);
        assertThat(refused(new Access(Optional.of(Token.of("another-token-of-16")), "0.0.0.0").of(cookie(pair))))
                .isEqualTo(401);
    }

    @Test
    void aWrongTokenInTheAddressDoesNotOpenNorDoesAName() {
        assertThat(refused(closed.of(offering("0123456789abcdef-tokem")))).isEqualTo(401);
        assertThat(refused(closed.of(named("localhost")))).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "has spaces in it ok", "semi;colon;semi;colon", "new\nline-new\nline-new"})
    void aTokenCannotBeGuessedNorBreakAHeader(String text) {
        assertThatThrownBy(() -> Token.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTokenDoesNotSayItself() {
        assertThat(Token.of(SECRET).toString()).isEqualTo("a token");
    }
}
