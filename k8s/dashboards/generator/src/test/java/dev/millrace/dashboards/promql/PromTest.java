package dev.millrace.dashboards.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.telemetry.catalog.ObserverMetrics;
import dev.millrace.telemetry.catalog.StageMetrics;
import dev.millrace.telemetry.catalog.WorkerMetrics;
import org.junit.jupiter.api.Test;

class PromTest {
    @Test
    void aRateByLabels() {
        assertThat(Prom.sumBy(Prom.of(WorkerMetrics.RESULTS).rate("5m"), "model")
                        .text())
                .isEqualTo("sum by (model) (rate(millrace_worker_results_total[5m]))");
    }

    @Test
    void aQuantileKeepsTheBoundsInsideAndNotOutside() {
        Expr p99 = Prom.quantile(.99, Prom.buckets(StageMetrics.STAGE).where("stage", "run"), "5m", "flow");
        assertThat(p99.text())
                .isEqualTo(
                        "histogram_quantile(0.99, sum by (flow, le) (rate(millrace_stage_seconds_bucket{stage='run'}[5m])))");
        assertThat(p99.labels()).containsExactly("flow");
        assertThat(p99.metrics()).containsExactly(StageMetrics.STAGE);
    }

    @Test
    void aLabelThatTheMetricHasNotIsRefusedWhereverItIsNamed() {
        Select lag = Prom.of(ObserverMetrics.LAG_SECONDS);
        assertThatThrownBy(() -> lag.where("model", "a"))
                .hasMessageContaining("millrace_lag_seconds has no label model")
                .hasMessageContaining("[group, topic, partition]");
        assertThatThrownBy(() -> Prom.sumBy(lag.now(), "model")).hasMessageContaining("has no label model");
        Expr byGroup = Prom.sumBy(lag.now(), "group");
        assertThatThrownBy(() -> Prom.sumBy(byGroup, "topic")).hasMessageContaining("has no label topic");
        assertThatThrownBy(() -> byGroup.and(byGroup, "topic")).hasMessageContaining("topic is not on both sides");
        assertThatThrownBy(() -> Prom.labelled(byGroup, "a", "$1", "topic", ".*"))
                .hasMessageContaining("has no label topic");
    }

    @Test
    void aHistogramIsAskedByItsPartsAndACounterAsItIs() {
        assertThatThrownBy(() -> Prom.of(StageMetrics.STAGE)).hasMessageContaining("millrace_stage_seconds");
        assertThatThrownBy(() -> Prom.count(WorkerMetrics.RESULTS)).hasMessageContaining("_count");
    }

    @Test
    void operandsThatAreNotOneThingStandInParentheses() {
        Expr lag = Prom.maxBy(Prom.of(ObserverMetrics.LAG_SECONDS).now(), "group");
        assertThat(lag.above(30).and(lag.below(60), "group").text())
                .isEqualTo("(max by (group) (millrace_lag_seconds) > 30) and on (group) "
                        + "(max by (group) (millrace_lag_seconds) < 60)");
        assertThat(lag.minus(lag).dividedBy(2).text())
                .isEqualTo("(max by (group) (millrace_lag_seconds) - max by (group) (millrace_lag_seconds)) / 2");
        assertThat(lag.dividedBy(Prom.maxBy(lag)).text()).contains(" / on() group_left() max(");
    }

    @Test
    void comparisonsAreLeftOutOfTheValues() {
        Expr lag = Prom.maxBy(Prom.of(ObserverMetrics.LAG_SECONDS).now(), "group");
        Expr members = Prom.maxBy(Prom.of(ObserverMetrics.GROUP_MEMBERS).now(), "group");
        assertThat(lag.above(30).and(members.equalTo(0), "group").values())
                .containsExactly("max by (group) (millrace_lag_seconds)", "max by (group) (millrace_group_members)");
        assertThat(lag.above(30).unless(members.above(0), "group").values())
                .as("what must not be there may be missing")
                .containsExactly("max by (group) (millrace_lag_seconds)");
    }
}
