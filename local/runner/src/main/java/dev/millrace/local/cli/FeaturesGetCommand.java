package dev.millrace.local.cli;

import dev.millrace.contracts.Json;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRef;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureStoreUnavailableException;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.redis.RedisFeatureStore;
import dev.millrace.features.views.FeatureView;
import dev.millrace.features.views.FeatureViews;
import dev.millrace.servicekit.Clocks;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the features of an entity as they are now. */
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        description =
                "Show the features of an entity as a model would get them now: by default those of every view whose join "
                        + "keys are given; with no join keys, those of views that have none.")
final class FeaturesGetCommand implements Callable<Integer> {
    private static final String ROW = "%-20s %-20s %-32s %-16s %-30s %s%n";

    @Parameters(paramLabel = "JOIN_KEY=VALUE", description = "Such as user_id=ann or item_id=7.")
    Map<String, String> given = Map.of();

    @ArgGroup
    @Nullable
    FeatureSelection selection;

    @Option(
            names = "--redis",
            paramLabel = "URI",
            description = "Redis to read (default: that of the platform that runs on --data-dir).")
    @Nullable
    String redis;

    @Option(names = "--json", description = "One JSON object.")
    boolean json;

    @Mixin
    DefinitionsOption definitions;

    @Mixin
    DataDirOption dataDir;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        FeatureViews declared = definitions.views(dataDir.dataDir());
        var keys = new GivenKeys(declared, given);
        Map<FeatureView, FeatureRefs> wanted = wanted(declared, keys);
        String uri = redis == null ? LocalRedis.uri(dataDir.dataDir()) : redis;
        Instant now = Clocks.wall().instant();
        Map<FeatureView, FeatureVector> found = new LinkedHashMap<>();
        try (FeatureStore store = RedisFeatureStore.connect(uri, declared.project())) {
            for (Map.Entry<FeatureView, FeatureRefs> one : wanted.entrySet()) {
                EntityKey key = keys.of(one.getKey());
                found.put(one.getKey(), store.read(one.getValue(), key).aged(declared.timeToLive(), now));
            }
        } catch (FeatureStoreUnavailableException e) {
            throw new IOException(
                    "the feature store does not answer (" + e.getMessage()
                            + "): start the platform with `millrace up`, or name a Redis with --redis",
                    e);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.mapper().writeValueAsString(json(found, now)));
        } else {
            table(found, now, out);
        }
        out.flush();
        return 0;
    }

    private Map<FeatureView, FeatureRefs> wanted(FeatureViews declared, GivenKeys keys) {
        Map<FeatureView, FeatureRefs> wanted = new LinkedHashMap<>();
        if (selection == null) {
            keys.views().forEach(view -> wanted.put(view, view.refs()));
            return wanted;
        }
        List<FeatureRef> refs = selection.refs(declared);
        Set<String> views = new LinkedHashSet<>();
        refs.forEach(ref -> views.add(ref.view()));
        for (String name : views) {
            FeatureView view = FeatureSelection.view(declared, name);
            keys.require(view);
            wanted.put(
                    view,
                    FeatureRefs.of(
                            name,
                            refs.stream()
                                    .filter(ref -> ref.view().equals(name))
                                    .map(FeatureRef::feature)
                                    .toList()));
        }
        return wanted;
    }

    private static void table(Map<FeatureView, FeatureVector> found, Instant now, PrintWriter out) throws IOException {
        out.printf(ROW, "VIEW", "FEATURE", "VALUE", "STATUS", "EVENT TIME", "AGE");
        for (Map.Entry<FeatureView, FeatureVector> one : found.entrySet()) {
            FeatureVector vector = one.getValue();
            for (int i = 0; i < vector.refs().size(); i++) {
                Object value = FeatureText.plain(vector.value(i));
                Instant time = vector.eventTime(i);
                out.printf(
                        ROW,
                        one.getKey().name(),
                        vector.refs().refs().get(i).feature(),
                        value == null
                                ? "-"
                                : value instanceof String text
                                        ? text
                                        : Json.mapper().writeValueAsString(value),
                        status(vector, i),
                        time == null ? "-" : time.toString(),
                        time == null ? "-" : FeatureText.duration(Duration.between(time, now)));
            }
        }
    }

    private Map<String, @Nullable Object> json(Map<FeatureView, FeatureVector> found, Instant now) {
        var features = new java.util.ArrayList<Map<String, @Nullable Object>>();
        found.forEach((view, vector) -> {
            for (int i = 0; i < vector.refs().size(); i++) {
                Instant time = vector.eventTime(i);
                var feature = new LinkedHashMap<String, @Nullable Object>();
                feature.put("view", view.name());
                feature.put("feature", vector.refs().refs().get(i).feature());
                feature.put("value", FeatureText.plain(vector.value(i)));
                feature.put("status", status(vector, i));
                feature.put("eventTime", time == null ? null : time.toString());
                feature.put(
                        "ageSeconds",
                        time == null ? null : Duration.between(time, now).toMillis() / 1000.0);
                features.add(feature);
            }
        });
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("entity", Objects.requireNonNull(given));
        object.put("features", features);
        return object;
    }

    private static String status(FeatureVector vector, int feature) {
        return vector.presence(feature).name().toLowerCase(Locale.ROOT);
    }
}
