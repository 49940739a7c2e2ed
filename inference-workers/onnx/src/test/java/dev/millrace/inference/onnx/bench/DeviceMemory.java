package dev.millrace.inference.onnx.bench;

import dev.millrace.inference.api.ExecutionProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Memory in use where a provider computes: of the whole GPU by nvidia-smi, of this process on the CPU. MB. */
final class DeviceMemory {
    private DeviceMemory() {}

    static long megabytes(ExecutionProvider provider, int device) throws IOException, InterruptedException {
        return provider == ExecutionProvider.CPU ? resident() : gpu(device);
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .findFirst()
                        .orElseThrow()
                / 1024;
    }

    private static long gpu(int device) throws IOException, InterruptedException {
        Process smi = new ProcessBuilder(
                        "nvidia-smi", "--query-gpu=memory.used", "--format=csv,noheader,nounits", "--id=" + device)
                .redirectErrorStream(true)
                .start();
        String output = new String(smi.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!smi.waitFor(30, TimeUnit.SECONDS) || smi.exitValue() != 0) {
            throw new IOException("nvidia-smi: " + output);
        }
        return Long.parseLong(output);
    }
}
