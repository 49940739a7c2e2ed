package dev.millrace.inference.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import dev.millrace.inference.api.ExecutionProvider;
import dev.millrace.inference.api.GraphOptimization;
import dev.millrace.inference.api.SessionOptions;

/** Our options in ONNX Runtime's words. */
final class OnnxSettings {
    private OnnxSettings() {}

    /**
     * Settings for one provider, whatever the options ask for; the caller closes them.
     *
     * @throws OrtException where the provider cannot be loaded
     */
    static OrtSession.SessionOptions of(SessionOptions options, ExecutionProvider provider) throws OrtException {
        var settings = new OrtSession.SessionOptions();
        try {
            settings.setIntraOpNumThreads(options.intraOpThreads());
            settings.setInterOpNumThreads(1);
            settings.setOptimizationLevel(level(options.optimization()));
            // Idle threads must not burn the cores that the rest of the machine needs.
            settings.addConfigEntry("session.intra_op.allow_spinning", "0");
            settings.addConfigEntry("session.inter_op.allow_spinning", "0");
            if (provider == ExecutionProvider.TENSORRT) {
                addTensorRt(settings, options);
            }
            if (provider == ExecutionProvider.CUDA || provider == ExecutionProvider.TENSORRT) {
                addCuda(settings, options);
            }
            return settings;
        } catch (OrtException | RuntimeException | LinkageError e) {
            settings.close();
            throw e;
        }
    }

    private static void addCuda(OrtSession.SessionOptions settings, SessionOptions options) throws OrtException {
        // A memory plan per shape and thread grows the GPU's memory with each (microsoft/onnxruntime#29351), and a
        // session is warmed up by one thread and run by another.
        settings.setMemoryPatternOptimization(false);
        try (var cuda = new OrtCUDAProviderOptions(options.gpuDevice())) {
            // The default doubles the arena at each step: a second session beside the first, as in a swap, may not find
            // room.
            cuda.add("arena_extend_strategy", "kSameAsRequested");
            if (options.gpuMemoryLimit() > 0) {
                cuda.add("gpu_mem_limit", Long.toString(options.gpuMemoryLimit()));
            }
            settings.addCUDA(cuda);
        }
    }

    private static void addTensorRt(OrtSession.SessionOptions settings, SessionOptions options) throws OrtException {
        try (var tensorRt = new OrtTensorRTProviderOptions(options.gpuDevice())) {
            if (options.gpuMemoryLimit() > 0) {
                tensorRt.add("trt_max_workspace_size", Long.toString(options.gpuMemoryLimit()));
            }
            settings.addTensorrt(tensorRt);
        }
    }

    private static OptLevel level(GraphOptimization optimization) {
        return switch (optimization) {
            case NONE -> OptLevel.NO_OPT;
            case BASIC -> OptLevel.BASIC_OPT;
            case EXTENDED -> OptLevel.EXTENDED_OPT;
            case ALL -> OptLevel.ALL_OPT;
        };
    }
}
