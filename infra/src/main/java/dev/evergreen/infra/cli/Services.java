package dev.evergreen.infra.cli;

/** What the commands that run engines hand over to. */
record Services(DemoService demo, SearchService search, RunService run) {

    static Services standard() {
        return new Services(
                (_, _) -> {
                    throw new UnsupportedOperationException("demo is not wired yet");
                },
                (_, _) -> {
                    throw new UnsupportedOperationException("search is not wired yet");
                },
                (_, _) -> {
                    throw new UnsupportedOperationException("run is not wired yet");
                });
    }
}
