package dev.millrace.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.telemetry.Metric.Kind;
import dev.millrace.telemetry.Metric.Origin;
import dev.millrace.telemetry.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of all metrics for people, {@code docs/METRICS.md}: made from the catalogue, and never behind it. */
class MetricsTableTest {
    private static final Path TABLE = Path.of("../../docs/METRICS.md");
    private static final String REFRESH = "mvn -pl ingest/telemetry test -Dtest=MetricsTableTest -Dmetrics.write";

    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("StageMetrics", "Stages of a result"),
            Map.entry("WorkerMetrics", "Inference workers"),
            Map.entry("StoreMetrics", "Feature store"),
            Map.entry("ScalerMetrics", "Scaler"),
            Map.entry("ObserverMetrics", "Observer"),
            Map.entry("PlatformMetrics", "The platform on one machine"),
            Map.entry("JvmMetrics", "JVM"),
            Map.entry("KafkaMetrics", "Kafka clients and Kafka Streams"),
            Map.entry("FlinkMetrics", "Flink"),
            Map.entry("RedisMetrics", "Redis"),
            Map.entry("GpuMetrics", "GPU"));

    @Test
    void theTableInTheDocumentsIsThatOfTheCatalogue() throws IOException {
        String table = table();
        if (System.getProperty("metrics.write") != null) {
            Files.writeString(TABLE, table);
        }
        assertThat(Files.exists(TABLE) ? Files.readString(TABLE) : "")
                .as("%s is behind the catalogue; to make it anew: %s", TABLE, REFRESH)
                .isEqualTo(table);
    }

    private static String table() {
        var text = new StringBuilder("# Metrics\n\n");
        text.append(
                        "Every metric of the platform as Prometheus sees it, made from the catalogue in `ingest/telemetry` by\n`")
                .append(REFRESH)
                .append("`.\n")
                .append(
                        "Histograms have `_bucket` (bounds are powers of two), `_count` and `_sum`; a process shows what it has"
                                + " of these under `/metrics`.\n");
        for (Class<?> part : Catalog.parts()) {
            List<Metric> metrics = Catalog.of(part);
            text.append("\n## ").append(title(part)).append("\n\n").append(origin(metrics));
            text.append("| name | kind | labels | unit | meaning |\n|---|---|---|---|---|\n");
            metrics.forEach(metric -> text.append(row(metric)));
        }
        return text.toString();
    }

    private static String title(Class<?> part) {
        return Objects.requireNonNull(TITLES.get(part.getSimpleName()), () -> "a title is missing of " + part);
    }

    private static String origin(List<Metric> metrics) {
        if (metrics.stream().allMatch(metric -> metric.origin() == Origin.BRIDGED)) {
            return "Of a library; these of its metrics are shown, and no others.\n\n";
        }
        return metrics.stream().allMatch(metric -> metric.origin() == Origin.OUTSIDE)
                ? "Of another product beside the platform, where there is one.\n\n"
                : "";
    }

    private static String row(Metric metric) {
        String labels = metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        return "| `" + metric.prometheus() + "` | " + kind(metric.kind()) + " | " + labels + " | " + metric.unit()
                + " | " + metric.description().replace("|", "\\|") + " |\n";
    }

    private static String kind(Kind kind) {
        return switch (kind) {
            case TIMER, SUMMARY -> "histogram";
            default -> kind.name().toLowerCase(Locale.ROOT);
        };
    }
}
