package dev.millrace.inference.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What computes: configured as {@code cpu}, {@code cuda}, {@code tensorrt} or {@code auto}, and reported by a session. */
public enum ExecutionProvider {
    CPU,
    /** NVIDIA's CUDA; operators that it lacks run on the CPU. */
    CUDA,
    /** NVIDIA's TensorRT, before CUDA for what it cannot compile: builds an engine per shape, minutes for large models. */
    TENSORRT,
    /** CUDA where it works, else the CPU; configured only, never reported. */
    AUTO,
    /** An inference server that decides for itself; reported only, never configured. */
    REMOTE;

    /**
     * Reads what configuration says.
     *
     * @param name {@code cpu}, {@code cuda}, {@code tensorrt} or {@code auto}, in any case
     * @throws IllegalArgumentException for anything else
     */
    public static ExecutionProvider parse(String name) {
        return Arrays.stream(values())
                .filter(provider -> provider != REMOTE && provider.text().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "execution provider: '" + name + "' is none of " + configurable()));
    }

    private static String configurable() {
        return Arrays.stream(values())
                .filter(provider -> provider != REMOTE)
                .map(ExecutionProvider::text)
                .collect(Collectors.joining(", "));
    }

    /** As it is written in configuration. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
