package dev.evergreen.infra.bench.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.LabelValue;
import dev.evergreen.ingest.event.Prediction;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountsTest {

    @Test
    void oneEachByNeverAnOlderModelIsExactlyOnce() {
        var accounts = accounts(3, by(1, "0"), by(1, "1"), by(3, "2"));

        assertThat(accounts).isEqualTo(new Accounts(0, 0, 0));
        assertThat(accounts.exactlyOnce()).isTrue();
    }

    @Test
    void countsWhatIsLostTwiceOrByAnOlderModel() {
        var accounts = accounts(5, by(1, "0"), by(2, "1"), by(1, "1"), by(2, "2"));

        assertThat(accounts).isEqualTo(new Accounts(2, 1, 1));
        assertThat(accounts.exactlyOnce()).isFalse();
    }

    private static Accounts accounts(long events, Prediction... predictions) {
        var book = new Accounts.Book();
        for (Prediction prediction : predictions) {
            book.enter(prediction);
        }
        return book.of(events);
    }

    private static Prediction by(long round, String id) {
        return new Prediction(
                "p",
                id,
                Instant.EPOCH,
                Optional.of(round),
                Optional.of(new LabelValue.OfClass("yes")),
                Map.of(),
                Optional.empty());
    }
}
