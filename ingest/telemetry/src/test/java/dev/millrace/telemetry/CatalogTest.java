package dev.millrace.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.telemetry.Metric.Kind;
import dev.millrace.telemetry.Metric.Origin;
import dev.millrace.telemetry.catalog.Catalog;
import dev.millrace.telemetry.catalog.StageMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogTest {
    @Test
    void noNameIsThereTwice() {
        var names = new HashSet<String>();
        assertThat(Catalog.all()).allSatisfy(metric -> assertThat(names.add(metric.prometheus()))
                .as(metric.prometheus())
                .isTrue());
    }

    @Test
    void namesEndWithTheirUnitAsPrometheusAdvises() {
        assertThat(Catalog.all())
                .filteredOn(metric -> metric.origin() == Origin.OURS && metric.kind() == Kind.GAUGE)
                .allSatisfy(metric -> {
                    if (List.of("seconds", "bytes", "records").contains(metric.unit())) {
                        assertThat(metric.prometheus()).endsWith("_" + metric.unit());
                    }
                });
    }

    @Test
    void prometheusSeesTheNameThatTheCatalogueTells() {
        for (Metric metric : Catalog.all()) {
            if (metric.origin() != Origin.OURS) {
                continue;
            }
            var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            String[] values = metric.labels().stream().map(label -> "a").toArray(String[]::new);
            switch (metric.kind()) {
                case COUNTER -> metric.counter(registry, values).increment();
                case GAUGE -> metric.gauge(registry, () -> 1, values);
                case TIMER -> metric.timer(registry, values);
                case SUMMARY -> metric.summary(registry, 6, values);
            }
            assertThat(registry.scrape()).contains("# TYPE " + metric.prometheus() + " ");
        }
    }

    @Test
    void asManyValuesAsLabels() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        assertThatThrownBy(() -> StageMetrics.STAGE.timer(registry, "users"))
                .hasMessageContaining("[flow, model, stage]")
                .hasMessageContaining("[users]");
    }
}
