package dev.millrace.features.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import feast.proto.types.ValueProto.ValueType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureViewsYamlTest {
    private static final String HEAD = "project: p\nentities: [{name: user, join_key: user_id, type: STRING}]\n";

    @Test
    void thePlatformsOwnViewsAreDeclared() {
        FeatureViews own = FeatureViewsYaml.own();
        FeatureView activity = Objects.requireNonNull(own.view("user_activity"));
        assertThat(own.project()).isEqualTo("millrace");
        assertThat(own.entitiesOf(activity)).extracting(Entity::joinKey).containsExactly("user_id");
        assertThat(activity.ttl()).isEqualTo(Duration.ofDays(90));
        assertThat(activity.features()).extracting(Feature::type).contains(ValueType.Enum.UNIX_TIMESTAMP);
        assertThat(Objects.requireNonNull(own.service("user_activity_v1")).features())
                .isEqualTo(activity.refs().refs());
        assertThat(own.timeToLive()).containsOnlyKeys("user_activity");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            'views: [{name: v, features: [{name: f, type: REAL}]}]' | 'REAL'' is none of Feast''s types'
            'views: [{name: v}]' | v has no features
            'views: [{name: v, entities: [shop], features: [{name: f, type: INT64}]}]' | 'shop'', which is not declared'
            'views: [{name: v, features: [{name: f, type: INT64}, {name: f, type: INT64}]}]' | f' is declared twice
            'views: [{name: v, ttl: soon, features: [{name: f, type: INT64}]}]' | soon
            'views: [{name: 1v, features: [{name: f, type: INT64}]}]' | 1v' is not a name
            'views: [{name: v, tll: 1d, features: [{name: f, type: INT64}]}]' | tll
            'services: [{name: s, features: ["v:f"]}]' | 'v:f'', which is not declared'
            """)
    void mistakeIsNamed(String yaml, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureViewsYaml.parse((HEAD + yaml).getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining(message);
    }

    @Test
    void emptyFileIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureViewsYaml.parse(new byte[0]))
                .withMessageContaining("No content");
    }
}
