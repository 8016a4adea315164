package dev.evergreen.infra.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PropertiesTextTest {

    @Test
    void readsBackAsItWas() throws IOException {
        Map<String, String> properties = Map.of(
                "sasl.jaas.config",
                "org.Login required username=\"a\" password=\"#1\\=:!\\\";",
                "a",
                "",
                "#odd key",
                " blank, line\nand tab\t");

        var read = new Properties();
        read.load(new StringReader(PropertiesText.of(properties)));

        assertThat(read).containsExactlyInAnyOrderEntriesOf(properties);
    }

    @Test
    void isTheSameForTheSame() {
        assertThat(PropertiesText.of(Map.of("b", "2", "a", "1"))).isEqualTo("a=1\nb=2");
    }
}
