package dev.millrace.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.tools.jib.api.JibContainer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PushTest {
    @Test
    void imageGoesToTheRegistryThatIsNamedUnderItsTag(@TempDir Path folder) throws Exception {
        try (var registry = new Registry(folder)) {
            JibContainer pushed = BuiltImages.builder(Path.of("target/work").toAbsolutePath())
                    .build(
                            ProcessImage.named("observer"),
                            new Destination.Registry(registry.address() + "/team", true));

            assertThat(registry.manifests).containsOnlyKeys("/v2/team/observer/manifests/" + BuiltImages.version());
            String manifest = new String(registry.manifests.values().iterator().next(), StandardCharsets.UTF_8);
            assertThat(manifest).contains("layers", "sha256:");
            assertThat(pushed.isImagePushed()).isTrue();
        }
    }
}
