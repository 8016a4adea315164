package dev.evergreen.infra.embedded;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Prometheus reporter answered: its samples, in the text format. */
record Exposition(List<Sample> samples) {
    private static final Pattern LINE =
            Pattern.compile("(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?<labels>.*)})? (?<value>\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"([^\"]*)\"");

    /** One line. */
    record Sample(String name, Map<String, String> labels, double value) {}

    static Exposition scrape(int port) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics"))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return parse(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }
    }

    private static Exposition parse(String text) {
        var samples = new ArrayList<Sample>();
        text.lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
            var labels = new HashMap<String, String>();
            String named = Optional.ofNullable(line.group("labels")).orElse("");
            LABEL.matcher(named).results().forEach(label -> labels.put(label.group(1), label.group(2)));
            samples.add(new Sample(line.group("name"), Map.copyOf(labels), number(line.group("value"))));
        });
        return new Exposition(List.copyOf(samples));
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace("Inf", "Infinity"));
    }

    List<Sample> named(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).toList();
    }
}
