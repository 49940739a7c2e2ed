package dev.millrace.local.demo.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.local.demo.summary.FlowSummary;
import org.junit.jupiter.api.Test;

class FlowMeterTest {
    private final FlowMeter<String> meter = new FlowMeter<>();

    @Test
    void onlyTriggersOneSecondAfterTheSwapCountForTheLatencyFigures() {
        event("history", 0, 900, "baseline");
        meter.beginLive("v1", 10_000);
        event("before swap", 10_100, 700, "baseline");
        event("first of v1", 10_500, 300, "v1");
        event("settling", 11_000, 200, "v1");
        event("steady", 11_900, 7, "v1");
        FlowSummary summary = meter.summary();
        assertThat(summary.latencyMs().count()).isEqualTo(1);
        assertThat(summary.latencyMs().p50()).isEqualTo(7);
        assertThat(summary.latencyAllMs().count()).isEqualTo(5);
        assertThat(summary.latencyAllMs().max()).isEqualTo(900);
        assertThat(summary.swapSeconds()).isEqualTo(.8);
        assertThat(summary.modelVersion()).isEqualTo("v1");
    }

    @Test
    void withoutASwapNothingCountsAndTheSummarySaysSo() {
        meter.beginLive("v1", 10_000);
        event("a", 15_000, 5, "baseline");
        assertThat(meter.summary().latencyMs().count()).isZero();
        assertThat(meter.summary().steadyPart()).contains("none").contains("v1");
        assertThat(meter.summary().swapSeconds()).isNull();
    }

    @Test
    void lostAndRepeatedResultsAreInTheSummary() {
        meter.beginLive(null, 0);
        event("a", 2000, 5, "v1");
        meter.onResult("a", 2010, "v1");
        meter.owe("b", 2000);
        meter.sent(2000, 0);
        FlowSummary summary = meter.summary();
        assertThat(summary.sent()).isEqualTo(2);
        assertThat(summary.results()).isEqualTo(1);
        assertThat(summary.lost()).isEqualTo(1);
        assertThat(summary.duplicates()).isEqualTo(1);
    }

    @Test
    void theIntervalStartsAfreshEachTime() {
        event("a", 100, 5, "v1");
        assertThat(meter.takeInterval().count()).isEqualTo(1);
        assertThat(meter.takeInterval().count()).isZero();
    }

    private void event(String id, long sentAt, long latency, String version) {
        meter.owe(id, sentAt);
        meter.sent(sentAt, 0);
        assertThat(meter.onResult(id, sentAt + latency, version)).isTrue();
    }
}
