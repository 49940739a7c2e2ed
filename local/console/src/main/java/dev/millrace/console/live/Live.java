package dev.millrace.console.live;

/** All that is seen of the results. */
public record Live(
        StageLatencies latencies,
        SensorSeries series,
        AlertBoard alerts,
        Feed<Advice> advice,
        LetterBoard letters,
        DemoWatch demo) {
    private static final int ADVICE_KEPT = 30;

    public static Live empty() {
        return new Live(
                new StageLatencies(),
                new SensorSeries(),
                new AlertBoard(),
                new Feed<>(ADVICE_KEPT, 1), // one a tick: a few a second, as a person reads
                new LetterBoard(),
                new DemoWatch());
    }
}
