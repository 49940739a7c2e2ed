package dev.millrace.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.millrace.inference.api.ExecutionProvider;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.ModelLoadException;
import dev.millrace.inference.api.SessionFactory;
import dev.millrace.inference.api.SessionOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens ONNX files with ONNX Runtime, on the CPU or a GPU. One per process; its environment lives as long as the JVM. */
public final class OnnxSessionFactory implements SessionFactory {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxSessionFactory.class);
    private static final String TELEMETRY = "ORT_DISABLE_TELEMETRY";

    private final OrtEnvironment environment;
    private final Providers providers;

    OnnxSessionFactory(OrtEnvironment environment, Providers providers) {
        this.environment = environment;
        this.providers = providers;
    }

    /**
     * Loads the native library.
     *
     * @param nativeDir where native libraries are unpacked once and kept; null leaves that to ONNX Runtime (temp folder, at
     *     each start)
     * @param processEnvironment {@link System#getenv()}; the native code reads it itself, so a missing switch is only told
     */
    public static OnnxSessionFactory load(@Nullable Path nativeDir, Map<String, String> processEnvironment)
            throws IOException {
        if (!"1".equals(processEnvironment.get(TELEMETRY))) {
            LOG.warn("{}=1 is not set in the environment: newer versions of ONNX Runtime send telemetry", TELEMETRY);
        }
        if (nativeDir != null) {
            OnnxNatives.unpack(nativeDir);
        }
        return new OnnxSessionFactory(
                OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "millrace"),
                Providers.ofThisMachine(OrtEnvironment.getAvailableProviders()));
    }

    /** Why sessions cannot run on that provider here, in words; null where nothing is known to stand in the way. */
    public @Nullable String missing(ExecutionProvider provider) {
        return providers.missing(provider);
    }

    @Override
    public InferenceSession open(Path model, SessionOptions options) throws ModelLoadException {
        return open(settings -> environment.createSession(model.toString(), settings), options, model.toString());
    }

    @Override
    public InferenceSession open(byte[] model, SessionOptions options) throws ModelLoadException {
        return open(settings -> environment.createSession(model, settings), options, model.length + " bytes");
    }

    private interface Opener {
        OrtSession open(OrtSession.SessionOptions settings) throws OrtException;
    }

    private InferenceSession open(Opener opener, SessionOptions options, String what) throws ModelLoadException {
        if (options.provider() == ExecutionProvider.AUTO) {
            return openAnywhere(opener, options, what);
        }
        InferenceSession session = open(opener, options, options.provider(), what);
        LOG.info("{} runs on {}, as asked for", what, session.provider().text());
        return session;
    }

    /** TensorRT is not tried: it may compile for minutes, nobody should get that without asking for it. */
    private InferenceSession openAnywhere(Opener opener, SessionOptions options, String what)
            throws ModelLoadException {
        try {
            InferenceSession session = open(opener, options, ExecutionProvider.CUDA, what);
            LOG.info("{} runs on cuda, device {}, chosen by auto", what, options.gpuDevice());
            return session;
        } catch (ModelLoadException e) {
            InferenceSession session;
            try {
                session = open(opener, options, ExecutionProvider.CPU, what);
            } catch (ModelLoadException onCpu) {
                onCpu.addSuppressed(e);
                throw onCpu;
            }
            LOG.warn("{} runs on cpu instead of cuda: {}", what, e.getMessage());
            return session;
        }
    }

    private InferenceSession open(Opener opener, SessionOptions options, ExecutionProvider provider, String what)
            throws ModelLoadException {
        String missing = providers.missing(provider);
        if (missing != null) {
            throw new ModelLoadException("execution provider " + provider.text() + " is not available: " + missing);
        }
        try (var settings = OnnxSettings.of(options, provider)) {
            return OnnxSession.of(environment, opener.open(settings), options, provider);
        } catch (OrtException e) {
            throw new ModelLoadException(
                    "ONNX Runtime cannot load " + what + " on " + provider.text() + ": " + e.getMessage(), e);
        }
    }
}
