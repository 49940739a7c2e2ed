package dev.millrace.inference.worker.tensor;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.tensor.Datatype;
import dev.millrace.contracts.tensor.InferRequest;
import dev.millrace.contracts.tensor.InferResponse;
import dev.millrace.contracts.tensor.Tensor;
import dev.millrace.inference.rollout.Observation;
import dev.millrace.inference.worker.head.Answer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** Makes the {@code predictions.<model>} value of one request from its rows of the outputs. */
final class AnswerMaker {
    private final ModelRef model;
    private final TensorContract contract;

    AnswerMaker(ModelRef model, TensorContract contract) {
        this.model = model;
        this.contract = contract;
    }

    /** The answer keeps views of {@code outputs}, which must not be written again. */
    Answer answer(InferRequest request, ByteBuffer[] outputs, int start) {
        int rows = Fit.rows(request);
        var all = new ArrayList<Tensor>(outputs.length);
        for (int i = 0; i < outputs.length; i++) {
            Port port = contract.outputs().get(i);
            ByteBuffer data = outputs[i].slice(start * port.rowBytes(), rows * port.rowBytes());
            var tensor = new Tensor(port.name(), port.datatype(), port.shape(rows), data);
            int odd = tensor.firstNotFinite();
            if (odd >= 0) {
                return new Answer.Refusal(
                        ErrorKind.INFERENCE,
                        "the model gave " + tensor.number(odd) + " as element " + odd + " of output '" + port.name()
                                + "'");
            }
            all.add(tensor);
        }
        List<String> wanted = request.wanted();
        List<Tensor> told = wanted.isEmpty()
                ? all
                : all.stream().filter(tensor -> wanted.contains(tensor.name())).toList();
        return new Answer.Result(new Observation.Vector(observed(all)), context -> encode(request, told, context));
    }

    /** Called on another thread; the hash is made here because it would hold the model up. */
    private byte[] encode(InferRequest request, List<Tensor> outputs, RequestContext context) {
        String hash = inputHash(request);
        String id = request.id().isEmpty() ? context.source().toString() : request.id();
        return new InferResponse(model, id, context.source(), context.traceparent(), hash, context.timings(), outputs)
                .encode(request.form());
    }

    /** The first float output, or the first output where none is of floats. */
    private static float[] observed(List<Tensor> outputs) {
        Tensor first = outputs.get(0);
        for (Tensor tensor : outputs) {
            if (tensor.datatype() == Datatype.FP32) {
                float[] values = new float[tensor.elements()];
                tensor.data().asFloatBuffer().get(values);
                return values;
            }
        }
        float[] values = new float[first.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) first.number(i);
        }
        return values;
    }

    private String inputHash(InferRequest request) {
        var crc = new CRC32();
        for (int i = 0; i < contract.inputs().size(); i++) {
            Tensor tensor = Fit.find(request, i, contract.inputs().get(i).name());
            if (tensor != null) {
                crc.update(tensor.data().duplicate());
            }
        }
        String digits = Long.toHexString(crc.getValue());
        return "0".repeat(8 - digits.length()) + digits;
    }
}
