package dev.millrace.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.millrace.inference.api.ExecutionProvider;
import dev.millrace.inference.api.ModelLoadException;
import dev.millrace.inference.api.SessionOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ProvidersTest {
    private static final Set<OrtProvider> WITH_CUDA = Set.of(OrtProvider.CPU, OrtProvider.CUDA);

    @TempDir
    Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(OnnxSessionFactory.class);

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    @Test
    void whatStandsInTheWayIsToldInTheOrderThatItCanBeMended() throws Exception {
        Path device = folder.resolve("nvidiactl");
        assertThat(new Providers(Set.of(OrtProvider.CPU), List.of(device)).missing(ExecutionProvider.CUDA))
                .contains("built without onnxruntime_gpu");
        var providers = new Providers(WITH_CUDA, List.of(device));
        assertThat(providers.missing(ExecutionProvider.CUDA)).contains("no NVIDIA GPU");
        assertThat(providers.missing(ExecutionProvider.TENSORRT)).contains("built without");
        assertThat(providers.missing(ExecutionProvider.CPU)).isNull();
        Files.createFile(device);
        assertThat(providers.missing(ExecutionProvider.CUDA)).isNull();
    }

    @Test
    void anExplicitProviderThatIsNotThereRefusesToLoad() {
        for (var provider : List.of(ExecutionProvider.CUDA, ExecutionProvider.TENSORRT)) {
            assertThatThrownBy(() -> open(new Providers(Set.of(OrtProvider.CPU), List.of()), provider))
                    .isInstanceOf(ModelLoadException.class)
                    .hasMessageContaining("execution provider " + provider.text() + " is not available")
                    .hasMessageContaining("onnxruntime_gpu");
        }
    }

    @Test
    void autoFallsBackAndSaysWhyInOneLine() throws Exception {
        assertThat(open(new Providers(Set.of(OrtProvider.CPU), List.of()), ExecutionProvider.AUTO))
                .isEqualTo(ExecutionProvider.CPU);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .singleElement()
                .asString()
                .contains("runs on cpu instead of cuda", "built without onnxruntime_gpu");
    }

    /** The device shows itself and the class path seems to hold CUDA, but ONNX Runtime cannot load it. */
    @Test
    void autoFallsBackWhereCudaDoesNotLoad() throws Exception {
        boolean cuda = OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
        if (!cuda) {
            assertThat(open(new Providers(WITH_CUDA, List.of()), ExecutionProvider.AUTO))
                    .isEqualTo(ExecutionProvider.CPU);
            assertThat(log.list)
                    .singleElement()
                    .asString()
                    .contains("runs on cpu instead of cuda: ONNX Runtime cannot load");
        }
    }

    @Test
    void aFileThatNoProviderLoadsIsRefusedWithBothReasons() throws Exception {
        var factory = factory(new Providers(Set.of(OrtProvider.CPU), List.of()));
        var auto = SessionOptions.defaults().withProvider(ExecutionProvider.AUTO);
        assertThatThrownBy(() -> factory.open(new byte[] {1, 2, 3}, auto))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("cannot load 3 bytes on cpu")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }

    private static ExecutionProvider open(Providers providers, ExecutionProvider wanted) throws Exception {
        try (var session = factory(providers)
                .open(ContractModels.single(), SessionOptions.defaults().withProvider(wanted))) {
            return session.provider();
        }
    }

    private static OnnxSessionFactory factory(Providers providers) {
        return new OnnxSessionFactory(OrtEnvironment.getEnvironment(), providers);
    }
}
