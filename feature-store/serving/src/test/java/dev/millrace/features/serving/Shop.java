package dev.millrace.features.serving;

import dev.millrace.features.api.FeatureRef;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.decorators.FreshFeatureStore;
import dev.millrace.features.views.Entity;
import dev.millrace.features.views.Feature;
import dev.millrace.features.views.FeatureService;
import dev.millrace.features.views.FeatureView;
import dev.millrace.features.views.FeatureViews;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.types.ValueProto.RepeatedValue;
import feast.proto.types.ValueProto.Value;
import feast.proto.types.ValueProto.ValueType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The feature views of the tests: by user (some age), by item, by both and by nothing; and requests for them. */
final class Shop {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final String PROJECT = "shop";
    static final String YAML =
            """
            project: shop
            entities:
              - {name: product, join_key: product_id, type: INT64}
            views:
              - name: user_stats
                entities: [user]
                ttl: 1h
                features: [{name: clicks, type: INT64}, {name: rate, type: DOUBLE}, {name: note, type: STRING}]
              - name: product_stats
                entities: [product]
                features: [{name: price, type: DOUBLE}]
            """;

    private Shop() {}

    static FeatureViews views() {
        return new FeatureViews(
                PROJECT,
                List.of(
                        new Entity("user", "user_id", ValueType.Enum.STRING, ""),
                        new Entity("item", "item_id", ValueType.Enum.INT64, "")),
                List.of(
                        view(
                                "user_stats",
                                List.of("user"),
                                Duration.ofHours(1),
                                "clicks INT64",
                                "rate DOUBLE",
                                "note STRING"),
                        view("user_profile", List.of("user"), null, "city STRING", "clicks INT64"),
                        view("item_stats", List.of("item"), null, "price DOUBLE", "tags STRING_LIST"),
                        view("affinity", List.of("item", "user"), null, "score FLOAT"),
                        view("totals", List.of(), null, "orders INT64")),
                List.of(new FeatureService(
                        "model_v1",
                        List.of(
                                FeatureRef.parse("affinity:score"),
                                FeatureRef.parse("user_stats:clicks"),
                                FeatureRef.parse("totals:orders")),
                        "",
                        "")));
    }

    private static FeatureView view(String name, List<String> entities, @Nullable Duration ttl, String... features) {
        return new FeatureView(
                name, entities, Arrays.stream(features).map(Shop::feature).toList(), ttl, "", "");
    }

    private static Feature feature(String nameAndType) {
        String[] words = nameAndType.split(" ", 2);
        return new Feature(words[0], ValueType.Enum.valueOf(words[1]), "");
    }

    /** At {@link #NOW}. */
    static FeatureReader reader(FeatureStore store, Naming naming, int maxRows) {
        FeatureStore fresh = FreshFeatureStore.wrap(store, views().timeToLive(), CLOCK);
        return new FeatureReader(fresh, views(), naming, maxRows);
    }

    static GetOnlineFeaturesRequest.Builder request(String... features) {
        var request = GetOnlineFeaturesRequest.newBuilder();
        request.getFeaturesBuilder().addAllVal(List.of(features));
        return request;
    }

    static RepeatedValue column(Value... values) {
        return RepeatedValue.newBuilder().addAllVal(List.of(values)).build();
    }
}
