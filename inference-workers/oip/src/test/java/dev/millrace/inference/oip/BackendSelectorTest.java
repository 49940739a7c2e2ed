package dev.millrace.inference.oip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.inference.api.ExecutionProvider;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.ModelLoadException;
import dev.millrace.inference.api.SessionFactory;
import dev.millrace.inference.api.SessionOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendSelectorTest {
    private static final SessionOptions OPTIONS = SessionOptions.defaults();

    private final BackendSelector selector = new BackendSelector(new FilesOnly(), new OipSessionFactory());

    @Test
    void descriptorsGoToTheServerAndEverythingElseToTheFileBackend(@TempDir Path folder) throws Exception {
        try (var server = new InferenceServer()) {
            byte[] descriptor = server.descriptor("anomaly", "");
            Path file = Files.write(folder.resolve("model"), descriptor);
            try (var session = selector.open(file, OPTIONS)) {
                assertThat(session.provider()).isEqualTo(ExecutionProvider.REMOTE);
            }
            try (var session = selector.open(descriptor, OPTIONS)) {
                assertThat(session.metadata()).containsEntry("millrace.kind", "sensor-anomaly");
            }
            Files.write(file, new byte[] {8, 8});
            assertThatThrownBy(() -> selector.open(file, OPTIONS)).hasMessage("a file");
            assertThatThrownBy(() -> selector.open(new byte[] {8, 8}, OPTIONS)).hasMessage("bytes");
        }
    }

    @Test
    void whatIsNeitherIsRefusedByName(@TempDir Path folder) {
        assertThatThrownBy(() -> selector.open(folder.resolve("none"), OPTIONS))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("none");
        assertThatThrownBy(() -> selector.open("{}".getBytes(UTF_8), OPTIONS)).hasMessageContaining("oip: is missing");
    }

    /** Says what it was asked to open. */
    private static final class FilesOnly implements SessionFactory {
        @Override
        public InferenceSession open(Path model, SessionOptions options) throws ModelLoadException {
            throw new ModelLoadException("a file");
        }

        @Override
        public InferenceSession open(byte[] model, SessionOptions options) throws ModelLoadException {
            throw new ModelLoadException("bytes");
        }
    }
}
