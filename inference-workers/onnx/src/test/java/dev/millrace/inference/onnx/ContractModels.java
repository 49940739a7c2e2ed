package dev.millrace.inference.onnx;

import java.util.List;

/** The models of the session contract. */
final class ContractModels {
    private static final List<List<String>> TYPES = List.of(List.of("a", "b"));

    private ContractModels() {}

    static byte[] single() {
        return TinyModels.anomaly(4, TYPES, 3);
    }

    static byte[] half() {
        return TinyModels.halfAnomaly(4, TYPES, 3);
    }
}
