package dev.millrace.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.inference.api.ExecutionProvider;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.SessionContractTest;
import dev.millrace.inference.api.SessionOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract on a GPU: {@code mvn -Dgpu ...} on a machine with CUDA 12; skipped elsewhere, with what is missing. */
class OnnxCudaSessionTest extends SessionContractTest {
    private static OnnxSessionFactory factory;

    @BeforeAll
    static void load() throws Exception {
        factory = OnnxSessionFactory.load(null, System.getenv());
    }

    /** Each test, not the class: a class that is skipped as a whole is not counted by Surefire. */
    @BeforeEach
    void requireGpu() {
        String missing = factory.missing(ExecutionProvider.CUDA);
        assumeTrue(missing == null, () -> "CUDA: " + missing);
    }

    @Override
    protected InferenceSession open(SessionOptions options) throws Exception {
        return factory.open(ContractModels.single(), options.withProvider(ExecutionProvider.CUDA));
    }

    @Override
    protected InferenceSession openHalf(SessionOptions options) throws Exception {
        return factory.open(ContractModels.half(), options.withProvider(ExecutionProvider.CUDA));
    }

    @Override
    protected ExecutionProvider provider() {
        return ExecutionProvider.CUDA;
    }

    @Test
    void autoTakesTheGpu() throws Exception {
        var options =
                SessionOptions.defaults().withProvider(ExecutionProvider.AUTO).withGpu(0, 1L << 30);
        try (var session = factory.open(ContractModels.single(), options)) {
            assertThat(session.provider()).isEqualTo(ExecutionProvider.CUDA);
        }
    }
}
