package dev.millrace.features.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureViewsSettingTest {
    private static final String VIEW = "views: [{name: %s, entities: [user], features: [{name: f, type: INT64}]}]";

    @TempDir
    private Path folder;

    @Test
    void withoutAFileTheViewsAreThePlatformsOwn() {
        assertThat(FeatureViewsSetting.from(Settings.of(Map.of()))).isEqualTo(FeatureViewsYaml.own());
        assertThat(FeatureViewsSetting.from(Settings.of(Map.of("redis.project", "shop")))
                        .project())
                .isEqualTo("shop");
    }

    @Test
    void fileAddsViewsWhichMayNameThePlatformsEntities() throws IOException {
        FeatureViews views = load("project: millrace\n" + VIEW.formatted("basket")
                + "\nservices: [{name: s, features: [basket, 'user_activity:events']}]");
        assertThat(views.views())
                .extracting(FeatureView::name)
                .containsExactly("item_popularity", "item_catalog", "user_activity", "basket");
        assertThat(views.service("s")).isNotNull();
        assertThat(views.entities()).isEqualTo(FeatureViewsYaml.own().entities());
    }

    @Test
    void nameOfThePlatformIsNotDeclaredAgain() {
        refuses(
                "project: millrace\n" + VIEW.formatted("user_activity"),
                "views: 'user_activity' is the platform's own");
        refuses(
                "project: millrace\nentities: [{name: user, join_key: user_id, type: INT64}]",
                "entities: 'user' is the platform's own");
        refuses("project: millrace\n" + VIEW.formatted("Item_Catalog"), "declared twice");
    }

    @Test
    void fileOfAnotherProjectIsRefused() {
        refuses("project: shop\n" + VIEW.formatted("basket"), "'millrace' is not the project 'shop'");
    }

    @Test
    void fileThatIsNotThereIsNamed() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> FeatureViewsSetting.from(Settings.of(Map.of(
                        "features.definitions", folder.resolve("none.yaml").toString()))))
                .withMessageContaining("features.definitions")
                .withMessageContaining("none.yaml");
    }

    private void refuses(String yaml, String reason) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> load(yaml))
                .withMessageContaining(reason);
    }

    private FeatureViews load(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("views.yaml"), yaml);
        return FeatureViewsSetting.from(Settings.of(Map.of("features.definitions", file.toString())));
    }
}
