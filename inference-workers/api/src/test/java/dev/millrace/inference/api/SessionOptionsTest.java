package dev.millrace.inference.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SessionOptionsTest {
    private static final SessionOptions DEFAULTS = SessionOptions.defaults();

    @Test
    void theDefaultIsOneThreadOfTheCpu() {
        assertThat(DEFAULTS)
                .isEqualTo(new SessionOptions(ExecutionProvider.CPU, 1, GraphOptimization.ALL, List.of(), 0, 0));
    }

    @Test
    void eachValueIsSetByItself() {
        assertThat(DEFAULTS.withProvider(ExecutionProvider.AUTO)
                        .withIntraOpThreads(2)
                        .withOptimization(GraphOptimization.NONE)
                        .withBatchBuckets(List.of(1, 4))
                        .withGpu(3, 1_000))
                .isEqualTo(
                        new SessionOptions(ExecutionProvider.AUTO, 2, GraphOptimization.NONE, List.of(1, 4), 3, 1_000));
    }

    @Test
    void badValuesAreNamed() {
        refused(() -> DEFAULTS.withIntraOpThreads(0), "intraOpThreads: 0");
        refused(() -> DEFAULTS.withIntraOpThreads(257), "intraOpThreads: 257");
        refused(() -> DEFAULTS.withBatchBuckets(List.of(4, 4)), "batchBuckets: [4, 4]");
        refused(() -> DEFAULTS.withBatchBuckets(List.of(8, 4)), "batchBuckets: [8, 4]");
        refused(() -> DEFAULTS.withBatchBuckets(List.of(0, 4)), "batchBuckets: [0, 4]");
        refused(() -> DEFAULTS.withGpu(-1, 0), "gpuDevice: -1");
        refused(() -> DEFAULTS.withGpu(0, -1), "gpuMemoryLimit: -1");
        refused(() -> DEFAULTS.withProvider(ExecutionProvider.REMOTE), "provider: 'remote'");
    }

    @Test
    void namesAreReadInAnyCase() {
        assertThat(ExecutionProvider.parse("cuda")).isEqualTo(ExecutionProvider.CUDA);
        assertThat(ExecutionProvider.parse("TensorRT")).isEqualTo(ExecutionProvider.TENSORRT);
        assertThat(ExecutionProvider.parse("auto")).isEqualTo(ExecutionProvider.AUTO);
        assertThat(GraphOptimization.parse("extended")).isEqualTo(GraphOptimization.EXTENDED);
        refused(() -> ExecutionProvider.parse("gpu"), "'gpu' is none of cpu, cuda, tensorrt, auto");
        refused(() -> ExecutionProvider.parse("remote"), "'remote' is none of");
        refused(() -> GraphOptimization.parse("most"), "'most' is none of none, basic, extended, all");
    }

    private static void refused(Runnable what, String message) {
        assertThatIllegalArgumentException().isThrownBy(what::run).withMessageContaining(message);
    }
}
