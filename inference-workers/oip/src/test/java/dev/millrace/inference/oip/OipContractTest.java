package dev.millrace.inference.oip;

import dev.millrace.inference.api.ExecutionProvider;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.SessionContractTest;
import dev.millrace.inference.api.SessionOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class OipContractTest extends SessionContractTest {
    private static InferenceServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new InferenceServer();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Override
    protected InferenceSession open(SessionOptions options) throws Exception {
        return new OipSessionFactory().open(server.descriptor("anomaly", ",\"timeoutMillis\":10000"), options);
    }

    @Override
    protected InferenceSession openHalf(SessionOptions options) throws Exception {
        return new OipSessionFactory().open(server.descriptor("half", ",\"timeoutMillis\":10000"), options);
    }

    @Override
    protected ExecutionProvider provider() {
        return ExecutionProvider.REMOTE;
    }
}
