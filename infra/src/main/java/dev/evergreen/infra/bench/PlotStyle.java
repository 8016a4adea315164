package dev.evergreen.infra.bench;

/** What the elements of plots look like, on light and on dark ground. */
final class PlotStyle {
    static final String CSS = """
            text { font-family: system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2328 }
            .ground { fill: #ffffff }
            .title { font-size: 17px; font-weight: 600 }
            .subtitle, .advice { font-size: 13px }
            .heading { font-size: 13px; font-weight: 600 }
            .tick, .ideal-name { font-size: 12px }
            .subtitle, .tick, .ideal-name { fill: #59636e }
            .advice { fill: #1a7f37 }
            .value { font-size: 12px; font-weight: 600; stroke: #ffffff; stroke-width: 3px; paint-order: stroke }
            .middle { text-anchor: middle }
            .end { text-anchor: end }
            .grid { stroke: #e4e8ec }
            .axis { stroke: #59636e }
            .ideal { stroke: #59636e; stroke-width: 1.5px; stroke-dasharray: 5 4; fill: none }
            .recommended { stroke: #1a7f37; stroke-width: 14px; stroke-opacity: 0.18 }
            .measured { stroke: #0969da; stroke-width: 2px; fill: none }
            .dot { fill: #0969da }
            @media (prefers-color-scheme: dark) {
              text { fill: #f0f6fc }
              .ground { fill: #0d1117 }
              .subtitle, .tick, .ideal-name { fill: #9198a1 }
              .advice { fill: #3fb950 }
              .value { stroke: #0d1117 }
              .grid { stroke: #2a3038 }
              .axis, .ideal { stroke: #9198a1 }
              .recommended { stroke: #3fb950; stroke-opacity: 0.25 }
              .measured { stroke: #4493f8 }
              .dot { fill: #4493f8 }
            }
            """;

    private PlotStyle() {}
}
