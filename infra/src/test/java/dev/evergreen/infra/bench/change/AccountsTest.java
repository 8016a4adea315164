package dev.evergreen.infra.bench.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evergreen.ingest.event.LabelValue;
import dev.evergreen.ingest.event.Prediction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountsTest {

    @Test
    void oneEachByNeverAnOlderModelIsExactlyOnce() {
        var accounts = Accounts.of(List.of(by(1, "a"), by(1, "b"), by(3, "c")), 3);

        assertThat(accounts).isEqualTo(new Accounts(0, 0, 0));
        assertThat(accounts.exactlyOnce()).isTrue();
    }

    @Test
    void countsWhatIsLostTwiceOrByAnOlderModel() {
        var accounts = Accounts.of(List.of(by(1, "a"), by(2, "b"), by(1, "b"), by(2, "c")), 5);

        assertThat(accounts).isEqualTo(new Accounts(2, 1, 1));
        assertThat(accounts.exactlyOnce()).isFalse();
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
