package dev.millrace.inference.onnx.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.inference.onnx.OnnxSessionFactory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the benchmark runs; its numbers are nobody's business here. */
class ProviderBenchTest {
    @Test
    void everyModelPrecisionAndBatchIsARow(@TempDir Path folder) throws Exception {
        var text = new ByteArrayOutputStream();
        var options = BenchOptions.parse(
                "--provider", "cpu", "--items", "1000", "--millis", "1", "--swaps", "10", "--batches", "1,4");
        try (var out = new PrintStream(text, true, StandardCharsets.UTF_8)) {
            new ProviderBench(options, OnnxSessionFactory.load(null, System.getenv()), folder, out).run();
        }
        assertThat(text.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2 + 2 * 2 * 2 + 2)
                .anyMatch(line -> line.matches("mlp 784-32-32-32-10 +fp16 +cpu +4 .*"))
                .anyMatch(line -> line.matches("encoder 1000 items +fp32 +cpu +1 .*"))
                .anyMatch(line -> line.matches("after  10 swaps: \\d+ MB in use"));
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchOptions.parse("--device", "cuda"))
                .withMessageContaining("'--device': usage");
    }
}
