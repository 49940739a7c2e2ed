package dev.millrace.features.views;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import dev.millrace.features.api.FeatureRef;
import feast.proto.core.EntityProto;
import feast.proto.core.FeatureProto.FeatureSpecV2;
import feast.proto.core.FeatureReferenceProto.FeatureViewProjection;
import feast.proto.core.FeatureServiceProto;
import feast.proto.core.FeatureViewProto;
import feast.proto.core.RegistryProto.Registry;
import feast.proto.types.ValueProto.ValueType;
import java.time.Instant;
import java.util.UUID;

/**
 * The declarations as Feast's registry, with what each of its servers reads: the Java server entities, features and ttl; the Go
 * server also {@code entity_columns}, and it needs a ttl even where there is none; the Python server also sources, times, and the
 * same project everywhere. Views are feature views with a push source, not stream feature views, which the Java server ignores.
 *
 * <p>Feast 0.38's messages, the last that are published for Java, have no {@code projects}: newer servers take the project from the
 * specifications.
 */
public final class FeastRegistry {
    /** Feast's entity of views without entities; not a name that anybody may declare. */
    private static final String NO_ENTITY = "__dummy";

    private static final String NO_JOIN_KEY = "__dummy_id";
    static final String TAG = "managed_by";
    static final String TAG_VALUE = "millrace";

    private static final String SCHEMA_VERSION = "1";

    private final FeatureViews views;
    private final FeastSources sources;
    private final Timestamp now;

    private FeastRegistry(FeatureViews views, String history, Instant now) {
        this.views = views;
        this.sources = new FeastSources(views.project(), history);
        this.now = Timestamp.newBuilder()
                .setSeconds(now.getEpochSecond())
                .setNanos(now.getNano())
                .build();
    }

    /**
     * The same for the same arguments.
     *
     * @param history folder or URI with a folder of Parquet files for each view, relative to the Feast repository
     */
    public static Registry of(FeatureViews views, String history, Instant now) {
        return new FeastRegistry(views, history, now).build();
    }

    private Registry build() {
        Registry.Builder registry =
                Registry.newBuilder().setRegistrySchemaVersion(SCHEMA_VERSION).setLastUpdated(now);
        for (Entity entity : views.entities()) {
            registry.addEntities(entity(entity.name(), column(entity), entity.description()));
        }
        if (views.views().stream().anyMatch(view -> view.entities().isEmpty())) {
            registry.addEntities(entity(NO_ENTITY, noColumn(), ""));
        }
        for (FeatureView view : views.views()) {
            registry.addFeatureViews(view(view));
            registry.addDataSources(sources.history(view)).addDataSources(sources.push(view));
        }
        views.services().forEach(service -> registry.addFeatureServices(service(service)));
        // Feast sets a random one at each write, to tell writes apart.
        UUID version = UUID.nameUUIDFromBytes(registry.build().toByteArray());
        return registry.setVersionId(version.toString()).build();
    }

    private EntityProto.Entity entity(String name, FeatureSpecV2 joinKey, String description) {
        return EntityProto.Entity.newBuilder()
                .setSpec(EntityProto.EntitySpecV2.newBuilder()
                        .setName(name)
                        .setProject(views.project())
                        .setJoinKey(joinKey.getName())
                        .setValueType(joinKey.getValueType())
                        .setDescription(description)
                        .putTags(TAG, TAG_VALUE))
                .setMeta(EntityProto.EntityMeta.newBuilder()
                        .setCreatedTimestamp(now)
                        .setLastUpdatedTimestamp(now))
                .build();
    }

    private FeatureViewProto.FeatureView view(FeatureView view) {
        FeatureViewProto.FeatureViewSpec.Builder spec = FeatureViewProto.FeatureViewSpec.newBuilder()
                .setName(view.name())
                .setProject(views.project())
                .setDescription(view.description())
                .setOwner(view.owner())
                .putTags(TAG, TAG_VALUE)
                .setTtl(ttl(view))
                .setOnline(true)
                .setBatchSource(sources.history(view))
                .setStreamSource(sources.push(view));
        if (view.entities().isEmpty()) {
            spec.addEntities(NO_ENTITY).addEntityColumns(noColumn());
        }
        spec.addAllEntities(view.entities());
        views.entitiesOf(view).forEach(entity -> spec.addEntityColumns(column(entity)));
        view.features().forEach(feature -> spec.addFeatures(column(feature)));
        return FeatureViewProto.FeatureView.newBuilder()
                .setSpec(spec)
                .setMeta(FeatureViewProto.FeatureViewMeta.newBuilder()
                        .setCreatedTimestamp(now)
                        .setLastUpdatedTimestamp(now))
                .build();
    }

    private static FeatureSpecV2 column(Entity entity) {
        return FeatureSpecV2.newBuilder()
                .setName(entity.joinKey())
                .setValueType(entity.type())
                .build();
    }

    private static FeatureSpecV2 noColumn() {
        return FeatureSpecV2.newBuilder()
                .setName(NO_JOIN_KEY)
                .setValueType(ValueType.Enum.STRING)
                .build();
    }

    private static FeatureSpecV2 column(Feature feature) {
        return FeatureSpecV2.newBuilder()
                .setName(feature.name())
                .setValueType(feature.type())
                .setDescription(feature.description())
                .build();
    }

    /** Zero says that rows live for ever. */
    private static Duration ttl(FeatureView view) {
        java.time.Duration ttl = view.ttl() == null ? java.time.Duration.ZERO : view.ttl();
        return Duration.newBuilder()
                .setSeconds(ttl.getSeconds())
                .setNanos(ttl.getNano())
                .build();
    }

    private FeatureServiceProto.FeatureService service(FeatureService service) {
        FeatureServiceProto.FeatureServiceSpec.Builder spec = FeatureServiceProto.FeatureServiceSpec.newBuilder()
                .setName(service.name())
                .setProject(views.project())
                .setDescription(service.description())
                .setOwner(service.owner())
                .putTags(TAG, TAG_VALUE);
        service.byView().forEach((view, features) -> {
            FeatureViewProjection.Builder projection = spec.addFeaturesBuilder().setFeatureViewName(view);
            features.forEach(name -> projection.addFeatureColumns(column(views.feature(new FeatureRef(view, name)))));
        });
        return FeatureServiceProto.FeatureService.newBuilder()
                .setSpec(spec)
                .setMeta(FeatureServiceProto.FeatureServiceMeta.newBuilder()
                        .setCreatedTimestamp(now)
                        .setLastUpdatedTimestamp(now))
                .build();
    }
}
