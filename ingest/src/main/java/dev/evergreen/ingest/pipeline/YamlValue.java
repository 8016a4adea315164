package dev.evergreen.ingest.pipeline;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A value of the file with the place where it stands, to be read as the one type it must have.
 *
 * @param path dotted; empty for the whole document
 */
record YamlValue(String path, Node node) {
    private static final Pattern WHOLE = Pattern.compile("[-+]?\\d+");
    private static final Pattern REAL = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    private static final Pattern PERCENT = Pattern.compile("\\d{1,20}(\\.\\d{1,20})?%");

    /** Whether it says nothing, so that the default holds. */
    boolean isNull() {
        return plain().filter(t -> t.isEmpty() || t.equals("~") || t.equals("null"))
                .isPresent();
    }

    /** Whether it switches something off. */
    boolean isOff() {
        return plain().filter(t -> t.equals("off") || t.equals("false")).isPresent();
    }

    /** The text as it is written, even if YAML would see a number or a boolean in it. */
    String text() {
        if (node instanceof ScalarNode scalar
                && !(scalar.isPlain() && scalar.getValue().isEmpty())) {
            return scalar.getValue();
        }
        throw refuse("a word");
    }

    int whole() {
        long number = wholeLong();
        if (number != (int) number) {
            throw refuse("a whole number of at most ten digits");
        }
        return (int) number;
    }

    long wholeLong() {
        return plain().filter(t -> WHOLE.matcher(t).matches())
                .flatMap(YamlValue::parseLong)
                .orElseThrow(() -> refuse("a whole number"));
    }

    double real() {
        return plain().filter(t -> REAL.matcher(t).matches())
                .map(Double::valueOf)
                .filter(Double::isFinite)
                .orElseThrow(() -> refuse("a number"));
    }

    boolean flag() {
        return switch (plain().orElse("")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refuse("true or false");
        };
    }

    Duration duration() {
        return duration(Durations.ALLOWED);
    }

    Duration duration(String allowed) {
        return plain().flatMap(Durations::parse).orElseThrow(() -> refuse(allowed));
    }

    /** @return 0.6 for {@code 60%} */
    double share(String allowed) {
        return plain().filter(t -> PERCENT.matcher(t).matches())
                .map(t -> new BigDecimal(t.substring(0, t.length() - 1))
                        .movePointLeft(2)
                        .doubleValue())
                .filter(share -> share > 0 && share <= 1)
                .orElseThrow(() -> refuse(allowed));
    }

    ParameterValue parameter() {
        String allowed = "a number, a word, true or false";
        if (!(node instanceof ScalarNode scalar) || isNull()) {
            throw refuse(allowed);
        }
        String text = scalar.getValue();
        if (!scalar.isPlain()) {
            return ParameterValue.of(text);
        }
        if (text.equals("true") || text.equals("false")) {
            return ParameterValue.of(text.equals("true"));
        }
        if (WHOLE.matcher(text).matches()) {
            return ParameterValue.of(wholeLong());
        }
        return REAL.matcher(text).matches() ? ParameterValue.of(real()) : ParameterValue.of(text);
    }

    /** One of some words. */
    <T> T oneOf(List<T> all, Function<T, String> word) {
        return all.stream()
                .filter(t -> plain().filter(word.apply(t)::equals).isPresent())
                .findFirst()
                .orElseThrow(
                        () -> refuse(String.join(", ", all.stream().map(word).toList())));
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    boolean isSection() {
        return node instanceof MappingNode;
    }

    List<YamlValue> items(String allowed) {
        if (node instanceof SequenceNode sequence) {
            List<Node> items = sequence.getValue();
            return IntStream.range(0, items.size())
                    .mapToObj(i -> new YamlValue(path + "[" + i + "]", items.get(i)))
                    .toList();
        }
        throw refuse(allowed);
    }

    InvalidPipelineException refuse(String allowed) {
        return new InvalidPipelineException(path.isEmpty() ? "the document" : path, shown(), allowed);
    }

    private String shown() {
        return switch (node) {
            case ScalarNode scalar -> scalar.isPlain() ? scalar.getValue() : '"' + scalar.getValue() + '"';
            case SequenceNode sequence -> "a list";
            default -> "a mapping";
        };
    }

    private Optional<String> plain() {
        return node instanceof ScalarNode scalar && scalar.isPlain()
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    private static Optional<Long> parseLong(String digits) {
        try {
            return Optional.of(Long.valueOf(digits));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
