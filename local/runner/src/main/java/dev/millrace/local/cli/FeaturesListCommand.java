package dev.millrace.local.cli;

import dev.millrace.contracts.Json;
import dev.millrace.features.api.FeatureRef;
import dev.millrace.features.views.Entity;
import dev.millrace.features.views.Feature;
import dev.millrace.features.views.FeatureService;
import dev.millrace.features.views.FeatureView;
import dev.millrace.features.views.FeatureViews;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists what is declared. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List feature views with their entities and features, and feature services.")
final class FeaturesListCommand implements Callable<Integer> {
    private static final String ROW = "%-20s %-22s %-6s %-10s %s%n";

    @Option(names = "--json", description = "One JSON object per view.")
    boolean json;

    @Mixin
    DefinitionsOption definitions;

    @Mixin
    DataDirOption dataDir;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        FeatureViews declared = definitions.views(dataDir.dataDir());
        if (json) {
            for (FeatureView view : declared.views()) {
                out.println(Json.mapper().writeValueAsString(json(declared, view)));
            }
        } else {
            table(declared, out);
        }
        out.flush();
        return 0;
    }

    private static void table(FeatureViews declared, PrintWriter out) {
        out.printf(ROW, "VIEW", "JOIN KEYS", "TTL", "OWNER", "DESCRIPTION");
        for (FeatureView view : declared.views()) {
            String keys = declared.entitiesOf(view).stream()
                    .map(entity -> entity.joinKey() + " " + type(entity.type().name()))
                    .collect(Collectors.joining(", "));
            out.printf(
                    ROW, view.name(), keys.isEmpty() ? "-" : keys, text(view.ttl()), view.owner(), view.description());
            for (Feature feature : view.features()) {
                out.printf(
                        "    %-24s %-20s %s%n",
                        feature.name(), type(feature.type().name()), feature.description());
            }
        }
        if (!declared.services().isEmpty()) {
            out.println();
            out.println("SERVICE");
        }
        for (FeatureService service : declared.services()) {
            out.println(service.name() + ": "
                    + service.features().stream().map(FeatureRef::toString).collect(Collectors.joining(", ")));
        }
    }

    private static Map<String, Object> json(FeatureViews declared, FeatureView view) {
        var object = new LinkedHashMap<String, Object>();
        object.put("view", view.name());
        object.put(
                "joinKeys",
                declared.entitiesOf(view).stream().map(Entity::joinKey).toList());
        Map<String, String> features = new LinkedHashMap<>();
        view.features()
                .forEach(feature -> features.put(feature.name(), feature.type().name()));
        object.put("features", features);
        object.put("ttlSeconds", view.ttl() == null ? null : view.ttl().toSeconds());
        object.put("owner", view.owner());
        object.put("description", view.description());
        object.put(
                "services",
                declared.services().stream()
                        .filter(service -> service.features().stream()
                                .anyMatch(ref -> ref.view().equals(view.name())))
                        .map(FeatureService::name)
                        .toList());
        return object;
    }

    private static String type(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String text(@Nullable Duration ttl) {
        return ttl == null ? "-" : FeatureText.duration(ttl);
    }
}
