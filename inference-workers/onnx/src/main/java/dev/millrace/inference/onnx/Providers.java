package dev.millrace.inference.onnx;

import ai.onnxruntime.OrtProvider;
import dev.millrace.inference.api.ExecutionProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which execution providers are worth a try. Cheap: looks at what ONNX Runtime was built with and whether a GPU is there at
 * all; what else may be missing (CUDA's own libraries) shows when a session is opened.
 */
final class Providers {
    /** Where the NVIDIA driver shows itself on Linux, and in the Linux of Windows. */
    private static final List<Path> DEVICES = List.of(Path.of("/dev/nvidiactl"), Path.of("/dev/dxg"));

    private final Set<OrtProvider> built;
    private final List<Path> devices;

    Providers(Set<OrtProvider> built, List<Path> devices) {
        this.built = Set.copyOf(built);
        this.devices = List.copyOf(devices);
    }

    static Providers ofThisMachine(Set<OrtProvider> built) {
        boolean linux =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
        return new Providers(built, linux ? DEVICES : List.of());
    }

    /** What stands in the way of a provider, in words; null where nothing is known to. */
    @Nullable
    String missing(ExecutionProvider provider) {
        OrtProvider wanted =
                switch (provider) {
                    case CPU, AUTO -> OrtProvider.CPU;
                    case CUDA -> OrtProvider.CUDA;
                    case TENSORRT -> OrtProvider.TENSOR_RT;
                    case REMOTE -> throw new IllegalArgumentException("provider: remote is not run here");
                };
        if (wanted == OrtProvider.CPU) {
            return null;
        }
        if (!built.contains(wanted)) {
            return "built without onnxruntime_gpu (build with -Dgpu, on a platform that it supports)";
        }
        if (!devices.isEmpty() && devices.stream().noneMatch(Files::exists)) {
            return "no NVIDIA GPU (none of " + devices + " exists; give the container the GPU)";
        }
        return null;
    }
}
