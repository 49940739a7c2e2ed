package dev.millrace.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * The table of sizes in {@code k8s/docs/guide.md} is that of the manifests, at the prices of {@code k8s/scaler/prices.yaml}. Written anew by
 * {@code mvn -pl k8s/checks test -Dtest=CostTableTest -Dmillrace.sizes.write=true}.
 */
class CostTableTest {
    private static final Path PAGE = Kustomize.K8S.resolve("docs/guide.md");
    private static final String BEGIN = "<!-- sizes: begin -->\n";
    private static final String END = "<!-- sizes: end -->\n";
    private static final double HOURS_A_MONTH = 730;
    private static final double GIB = 1024.0 * 1024 * 1024;

    /** What is asked for by all pods of one owner. */
    private record Size(String name, int pods, double cores, double gib) {}

    @Test
    void theTableIsThatOfTheManifests() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        String table = table();
        if (Boolean.getBoolean("millrace.sizes.write")) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(page.indexOf(END)));
            return;
        }
        assertThat(page.substring(begin, page.indexOf(END)))
                .as("k8s/docs/guide.md; written anew with -Dmillrace.sizes.write=true")
                .isEqualTo(table);
    }

    private static String table() throws IOException {
        JsonNode prices = new ObjectMapper(new YAMLFactory())
                .readTree(Kustomize.K8S.resolve("scaler/prices.yaml").toFile())
                .path("worker");
        var lines = new ArrayList<String>();
        lines.add("| | kind: pods | cores | GiB | USD a month | production: pods | cores | GiB | USD a month |");
        lines.add("|---|---|---|---|---|---|---|---|---|");
        List<Size> small = sizes("kind");
        List<Size> large = sizes("production");
        for (int i = 0; i < small.size(); i++) {
            lines.add("| " + small.get(i).name() + cells(small.get(i), prices) + cells(large.get(i), prices) + " |");
        }
        lines.add("| **all**" + cells(sum(small), prices) + cells(sum(large), prices) + " |");
        return String.join("\n", lines) + "\n";
    }

    private static String cells(Size size, JsonNode prices) {
        double hourly = size.cores * prices.path("core-hour").asDouble()
                + size.gib * prices.path("gib-hour").asDouble();
        return String.format(
                Locale.ROOT, " | %d | %.2f | %.1f | %.0f", size.pods, size.cores, size.gib, hourly * HOURS_A_MONTH);
    }

    private static Size sum(List<Size> sizes) {
        return new Size(
                "all",
                sizes.stream().mapToInt(Size::pods).sum(),
                sizes.stream().mapToDouble(Size::cores).sum(),
                sizes.stream().mapToDouble(Size::gib).sum());
    }

    /** In an order that is the same for all overlays; a worker of each model, balloons left out. */
    private static List<Size> sizes(String overlay) {
        Documents documents = Kustomize.render(overlay);
        var sizes = new ArrayList<Size>();
        documents
                .kind("KafkaNodePool")
                .forEach(pool -> sizes.add(of(
                        "Kafka",
                        pool.at("/spec/replicas").asInt(),
                        pool.at("/spec/resources/requests/cpu"),
                        pool.at("/spec/resources/requests/memory"))));
        documents.kind("Kafka").forEach(kafka -> {
            JsonNode operator = kafka.at("/spec/entityOperator/topicOperator/resources/requests");
            Size half = of("", 1, operator.path("cpu"), operator.path("memory"));
            sizes.add(new Size("Strimzi's topic and user operator", 1, 2 * half.cores, 2 * half.gib));
        });
        documents.kind("FlinkDeployment").forEach(flink -> {
            Size manager = flink(flink.at("/spec/jobManager/replicas").asInt(1), flink.at("/spec/jobManager/resource"));
            Size tasks = flink(flink.at("/spec/job/parallelism").asInt(), flink.at("/spec/taskManager/resource"));
            sizes.add(new Size(
                    Documents.name(flink),
                    manager.pods + tasks.pods,
                    manager.cores + tasks.cores,
                    manager.gib + tasks.gib));
        });
        documents
                .pods()
                .filter(pod -> !pod.isFlink() && !pod.isJob() && !pod.name().equals("gpu-balloon"))
                .map(pod -> of(
                        pod.name(),
                        pod.owner().at("/spec/replicas").asInt(1),
                        pod.container().at("/resources/requests/cpu"),
                        pod.container().at("/resources/requests/memory")))
                .sorted(Comparator.comparing(Size::name))
                .forEach(sizes::add);
        return sizes;
    }

    private static Size of(String name, int pods, JsonNode cpu, JsonNode memory) {
        return new Size(name, pods, pods * amount(cpu.asText()), pods * amount(memory.asText()) / GIB);
    }

    /** Flink writes {@code 1024m} for mebibytes. */
    private static Size flink(int pods, JsonNode resource) {
        String memory = resource.path("memory").asText().replaceFirst("m$", "Mi");
        return new Size("", pods, pods * amount(resource.path("cpu").asText()), pods * amount(memory) / GIB);
    }

    private static double amount(String quantity) {
        return Quantity.getAmountInBytes(new Quantity(quantity)).doubleValue();
    }
}
