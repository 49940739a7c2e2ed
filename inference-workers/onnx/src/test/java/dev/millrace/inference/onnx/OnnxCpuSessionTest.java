package dev.millrace.inference.onnx;

import dev.millrace.inference.api.ExecutionProvider;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.SessionContractTest;
import dev.millrace.inference.api.SessionOptions;
import org.junit.jupiter.api.BeforeAll;

class OnnxCpuSessionTest extends SessionContractTest {
    private static OnnxSessionFactory factory;

    @BeforeAll
    static void load() throws Exception {
        factory = OnnxSessionFactory.load(null, System.getenv());
    }

    @Override
    protected InferenceSession open(SessionOptions options) throws Exception {
        return factory.open(ContractModels.single(), options);
    }

    @Override
    protected InferenceSession openHalf(SessionOptions options) throws Exception {
        return factory.open(ContractModels.half(), options);
    }

    @Override
    protected ExecutionProvider provider() {
        return ExecutionProvider.CPU;
    }
}
