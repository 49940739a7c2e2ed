package dev.millrace.microbench;

import dev.millrace.contracts.tensor.InferRequest;
import dev.millrace.contracts.tensor.Tensor;
import dev.millrace.contracts.tensor.WireForm;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** What is asked, of which model, and how it is written: the cases that the project states figures for. */
public enum Workload {
    PROTOBUF_784(WireForm.PROTOBUF, Mlp.MNIST),
    JSON_784(WireForm.JSON, Mlp.MNIST),
    PROTOBUF_32(WireForm.PROTOBUF, Mlp.SMALL),
    PROTOBUF_784_WIDE(WireForm.PROTOBUF, Mlp.WIDE);

    private static final long SEED = 42;

    private final WireForm form;

    @SuppressWarnings("ImmutableEnumChecker") // never handed out
    private final int[] widths;

    Workload(WireForm form, int... widths) {
        this.form = form;
        this.widths = widths;
    }

    WireForm form() {
        return form;
    }

    int inputs() {
        return widths[0];
    }

    int outputs() {
        return widths[widths.length - 1];
    }

    byte[] model() {
        return Mlp.onnx(SEED, widths);
    }

    /** Encoded requests of one row each, all different. */
    byte[][] requests(int count) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        byte[][] requests = new byte[count][];
        for (int i = 0; i < count; i++) {
            Tensor row = Tensor.floats(Mlp.INPUT, Mlp.row(random, widths[0]), 1, widths[0]);
            requests[i] = new InferRequest(form, "", List.of(row), List.of()).encode("mlp");
        }
        return requests;
    }
}
