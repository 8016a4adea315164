package dev.evergreen.infra.load;

import dev.evergreen.ingest.event.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * A process that takes part until its stdin ends, as it does when the one that started it is gone. Each byte before that asks
 * for a full collection.
 */
public final class LoadProcess {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private LoadProcess() {}

    /** @param arguments the role, then what it needs to know */
    public static void main(String[] arguments) throws Exception {
        var role = Role.valueOf(arguments[0]);
        HeapMeter heap = HeapMeter.start();
        try (Participant participant =
                role.start(Arrays.asList(arguments).subList(1, arguments.length), LoadProcess::say)) {
            say(new LoadMessage.Ready(participant.bootstrapServers()));
            Thread.ofPlatform().name("watch").daemon().start(() -> watch(participant, heap));
            answer();
        }
        // What libraries leave running must not keep the process.
        System.exit(0);
    }

    private static void answer() throws IOException {
        while (System.in.read() >= 0) {
            say(new LoadMessage.Live(HeapMeter.liveMb()));
        }
    }

    private static void watch(Participant participant, HeapMeter heap) {
        try {
            while (participant.running()) {
                Thread.sleep(BETWEEN_LOOKS);
                heap.leastMb().ifPresent(mb -> say(new LoadMessage.Collected(mb)));
            }
            // What it died of stands in the log on stderr.
            System.exit(1);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static synchronized void say(LoadMessage message) {
        System.out.println(new String(Json.write(message), StandardCharsets.UTF_8));
    }
}
