package dev.millrace.features.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.features.api.Rows;
import feast.proto.core.DataSourceProto.DataSource;
import feast.proto.core.FeatureProto.FeatureSpecV2;
import feast.proto.core.FeatureViewProto.FeatureViewSpec;
import feast.proto.core.RegistryProto.Registry;
import feast.proto.types.ValueProto.ValueType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeastRegistryTest {
    private static final Instant NOW = Instant.parse("2024-01-01T00:00:00.123Z");

    private final FeatureViews views = Samples.everything();
    private final Registry registry = FeastRegistry.of(views, "s3://bucket/history", NOW);

    @Test
    void everythingDeclaredIsThereWithItsTypes() {
        FeatureViewSpec pair = registry.getFeatureViews(0).getSpec();
        FeatureView declared = views.views().get(0);
        assertThat(pair.getName()).isEqualTo("pair");
        assertThat(pair.getEntitiesList()).containsExactly("user", "item");
        assertThat(pair.getEntityColumnsList())
                .extracting(FeatureSpecV2::getName, FeatureSpecV2::getValueType)
                .containsExactly(tuple("user_id", ValueType.Enum.STRING), tuple("item_id", ValueType.Enum.INT64));
        assertThat(pair.getFeaturesList()).hasSize(16);
        for (int i = 0; i < 16; i++) {
            assertThat(pair.getFeatures(i).getName())
                    .isEqualTo(declared.features().get(i).name());
            assertThat(pair.getFeatures(i).getValueType())
                    .isEqualTo(declared.features().get(i).type());
        }
        assertThat(pair.getTtl().getSeconds()).isEqualTo(86_401);
        assertThat(pair.getTtl().getNanos()).isEqualTo(500_000_000);
        assertThat(pair.getOnline()).isTrue();
        assertThat(registry.getEntities(1).getSpec().getJoinKey()).isEqualTo("item_id");
    }

    @Test
    void viewWithoutEntitiesHasFeastsStandInAndATtl() {
        FeatureViewSpec spec = registry.getFeatureViews(1).getSpec();
        assertThat(spec.getEntitiesList()).containsExactly("__dummy");
        assertThat(spec.getEntityColumns(0).getName()).isEqualTo("__dummy_id");
        assertThat(spec.hasTtl()).as("the Go server fails without").isTrue();
        assertThat(spec.getTtl().getSeconds()).isZero();
        assertThat(registry.getEntitiesList())
                .extracting(entity -> entity.getSpec().getName())
                .containsExactly("user", "item", "__dummy");
    }

    @Test
    void pushSourceStandsInFrontOfTheHistory() {
        FeatureViewSpec spec = registry.getFeatureViews(0).getSpec();
        assertThat(spec.getStreamSource().getType()).isEqualTo(DataSource.SourceType.PUSH_SOURCE);
        assertThat(spec.getStreamSource().getBatchSource()).isEqualTo(spec.getBatchSource());
        assertThat(spec.getBatchSource().getFileOptions().getUri()).isEqualTo("s3://bucket/history/pair");
        assertThat(spec.getBatchSource().getTimestampField()).isEqualTo("event_timestamp");
        assertThat(spec.getBatchSource().getCreatedTimestampColumn()).isEqualTo("created_timestamp");
        assertThat(registry.getDataSourcesList()).contains(spec.getStreamSource(), spec.getBatchSource());
        assertThat(registry.getStreamFeatureViewsList())
                .as("the Java server does not see them")
                .isEmpty();
    }

    @Test
    void servicesNameFeaturesByView() {
        assertThat(registry.getFeatureServices(0).getSpec().getFeaturesList())
                .satisfiesExactly(
                        pair -> assertThat(pair.getFeatureColumnsList())
                                .extracting(FeatureSpecV2::getName)
                                .containsExactly("f_int64", "f_bytes"),
                        other -> assertThat(other.getFeatureViewName()).isEqualTo("class"));
    }

    @Test
    void projectStandsInEverySpecification() {
        List<String> projects = java.util.stream.Stream.of(
                        registry.getEntitiesList().stream()
                                .map(entity -> entity.getSpec().getProject()),
                        registry.getFeatureViewsList().stream()
                                .map(view -> view.getSpec().getProject()),
                        registry.getFeatureServicesList().stream()
                                .map(service -> service.getSpec().getProject()),
                        registry.getDataSourcesList().stream().map(DataSource::getProject))
                .flatMap(all -> all)
                .toList();
        assertThat(projects).hasSize(3 + 2 + 1 + 4).containsOnly("shop");
    }

    @Test
    void sameDeclarationsAtTheSameTimeAreTheSameRegistry() {
        assertThat(FeastRegistry.of(Samples.everything(), "s3://bucket/history", NOW))
                .isEqualTo(registry);
        Registry later = FeastRegistry.of(views, "s3://bucket/history", NOW.plusNanos(1));
        assertThat(later.getVersionId()).isNotEqualTo(registry.getVersionId());
        assertThat(registry.getRegistrySchemaVersion()).isEqualTo("1");
        assertThat(registry.getLastUpdated()).isEqualTo(Rows.timestamp(NOW));
    }
}
