package dev.millrace.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
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

/** Opens ONNX files with ONNX Runtime on the CPU. One per process; its environment lives as long as the JVM. */
public final class OnnxSessionFactory implements SessionFactory {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxSessionFactory.class);
    private static final String TELEMETRY = "ORT_DISABLE_TELEMETRY";

    private final OrtEnvironment environment;

    private OnnxSessionFactory(OrtEnvironment environment) {
        this.environment = environment;
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
                OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "millrace"));
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

    // Execution providers (CUDA) are added to the settings here.
    private InferenceSession open(Opener opener, SessionOptions options, String what) throws ModelLoadException {
        try (var settings = new OrtSession.SessionOptions()) {
            settings.setIntraOpNumThreads(options.intraOpThreads());
            settings.setInterOpNumThreads(1);
            // Idle threads must not burn the cores that the rest of the machine needs.
            settings.addConfigEntry("session.intra_op.allow_spinning", "0");
            settings.addConfigEntry("session.inter_op.allow_spinning", "0");
            return OnnxSession.of(environment, opener.open(settings));
        } catch (OrtException e) {
            throw new ModelLoadException("ONNX Runtime cannot load " + what + ": " + e.getMessage(), e);
        }
    }
}
