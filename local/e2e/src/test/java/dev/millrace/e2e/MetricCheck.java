package dev.millrace.e2e;

import dev.millrace.e2e.MetricFamilies.Family;
import dev.millrace.local.platform.PlatformOptions;
import dev.millrace.telemetry.Metric;
import dev.millrace.telemetry.Metric.Kind;
import dev.millrace.telemetry.catalog.Catalog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether what a process shows is what the catalogue says. */
final class MetricCheck {
    /** Sets of labels of one family of one process: a label of many values is a mistake. */
    private static final int MOST_SERIES = 200;

    private static final String MAX = "_max";
    private static final String PORT = ".port";

    private static final Map<String, Metric> CATALOGUE =
            Catalog.all().stream().collect(Collectors.toMap(Metric::prometheus, Function.identity()));

    private MetricCheck() {}

    /** What each process of a running platform shows, by the process's name; the platform's own besides. */
    static Map<String, MetricFamilies> scrape(PlatformOptions options) throws IOException, InterruptedException {
        var ports = new TreeMap<String, Integer>();
        ports.put("platform", options.httpPort());
        try (Stream<Path> files = Files.list(options.dataDir().resolve("run"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(PORT)).toList()) {
                String name = file.getFileName().toString();
                ports.put(name.substring(0, name.length() - PORT.length()), Integer.valueOf(Files.readString(file)));
            }
        }
        var shown = new TreeMap<String, MetricFamilies>();
        for (var port : ports.entrySet()) {
            var uri = URI.create("http://127.0.0.1:" + port.getValue() + "/metrics");
            String text = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            shown.put(port.getKey(), MetricFamilies.parse(text));
        }
        return shown;
    }

    static List<String> problems(String process, MetricFamilies shown) {
        var problems = new ArrayList<String>();
        shown.families().forEach((name, family) -> {
            Metric metric = find(name);
            if (metric == null) {
                problems.add(process + ": " + name + family.labels() + " is not in the catalogue");
            } else if (!family.labels().equals(new TreeSet<>(metric.labels()))) {
                problems.add(process + ": " + name + " has labels " + family.labels() + ", the catalogue says "
                        + metric.labels());
            } else if (family.series().size() > MOST_SERIES) {
                problems.add(process + ": " + name + " has " + family.series().size() + " series");
            } else if (!isKind(metric, family)) {
                problems.add(
                        process + ": " + name + " is a " + family.type() + ", the catalogue says " + metric.kind());
            }
        });
        return problems;
    }

    static Set<String> names(Collection<MetricFamilies> processes) {
        var names = new TreeSet<String>();
        processes.forEach(shown -> names.addAll(shown.families().keySet()));
        return names;
    }

    /** The largest value of late is a family of its own beside a histogram. */
    private static @Nullable Metric find(String name) {
        Metric metric = CATALOGUE.get(name);
        if (metric != null || !name.endsWith(MAX)) {
            return metric;
        }
        Metric histogram = CATALOGUE.get(name.substring(0, name.length() - MAX.length()));
        return histogram != null && (histogram.kind() == Kind.TIMER || histogram.kind() == Kind.SUMMARY)
                ? histogram
                : null;
    }

    private static boolean isKind(Metric metric, Family family) {
        return switch (metric.kind()) {
            case COUNTER -> family.type().equals("counter");
            case GAUGE -> family.type().equals("gauge");
            case TIMER, SUMMARY -> Set.of("histogram", "summary", "gauge").contains(family.type());
        };
    }
}
