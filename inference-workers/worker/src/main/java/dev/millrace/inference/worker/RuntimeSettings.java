package dev.millrace.inference.worker;

import dev.millrace.inference.api.ExecutionProvider;
import dev.millrace.inference.api.GraphOptimization;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How models run.
 *
 * @param options {@code runtime.provider} (cpu, cuda, tensorrt, auto), {@code runtime.threads} (1), {@code runtime.optimization}
 *     (none, basic, extended, all), {@code batch.buckets} (batch sizes to pad to, ascending, with commas; none),
 *     {@code gpu.device} (0), {@code gpu.memory.limit} (MB; 0 is no limit)
 * @param nativeDir {@code onnx.native.dir}: where native libraries are unpacked once; {@code onnx-native} below
 *     {@code data.dir} where that is set, else ONNX Runtime's own way
 * @param memoryReserve {@code memory.reserve}: MB that must stay free when a model is loaded beside the one that serves
 */
record RuntimeSettings(SessionOptions options, @Nullable Path nativeDir, int memoryReserve) {
    static RuntimeSettings from(Settings settings) {
        String nativeDir = settings.find("onnx.native.dir");
        String dataDir = settings.find("data.dir");
        Path fallback = dataDir == null ? null : Path.of(dataDir, "onnx-native");
        return new RuntimeSettings(
                options(settings),
                nativeDir == null ? fallback : Path.of(nativeDir),
                settings.integer("memory.reserve", 64, 0, 1_000_000));
    }

    private static SessionOptions options(Settings settings) {
        try {
            return SessionOptions.defaults()
                    .withProvider(ExecutionProvider.parse(settings.text("runtime.provider", "cpu")))
                    .withIntraOpThreads(settings.integer("runtime.threads", 1, 1, 256))
                    .withOptimization(GraphOptimization.parse(settings.text("runtime.optimization", "all")))
                    .withBatchBuckets(buckets(settings))
                    .withGpu(
                            settings.integer("gpu.device", 0, 0, 1024),
                            1024L * 1024L * settings.integer("gpu.memory.limit", 0, 0, 1024 * 1024));
        } catch (IllegalArgumentException e) {
            throw new SettingException("runtime.*", String.valueOf(e.getMessage()));
        }
    }

    private static List<Integer> buckets(Settings settings) {
        String text = settings.text("batch.buckets", "");
        try {
            return Arrays.stream(text.split(","))
                    .map(String::trim)
                    .filter(part -> !part.isEmpty())
                    .map(Integer::valueOf)
                    .toList();
        } catch (NumberFormatException e) {
            throw new SettingException("batch.buckets", "'" + text + "' is not a list of numbers such as 1,8,64");
        }
    }
}
