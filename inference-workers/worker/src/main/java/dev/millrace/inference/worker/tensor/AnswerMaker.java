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
import dev.millrace.inference.worker.head.Signals;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.ObjDoubleConsumer;
import java.util.zip.CRC32;

/** Makes the {@code predictions.<model>} value of one request from its rows of the outputs. */
final class AnswerMaker {
    /** A wider input is an image or the like, of which no number means anything alone. */
    private static final int MOST_SIGNALS = 16;

    private final ModelRef model;
    private final TensorContract contract;

    AnswerMaker(ModelRef model, TensorContract contract) {
        this.model = model;
        this.contract = contract;
    }

    /** Whether the {@code rows} of a batch hold no NaN and no infinity, so that none of its answers has to be looked at. */
    boolean finite(ByteBuffer[] outputs, int rows) {
        for (int i = 0; i < outputs.length && rows > 0; i++) {
            if (contract.outputs().get(i).tensor(outputs[i], 0, rows).firstNotFinite() >= 0) {
                return false;
            }
        }
        return true;
    }

    /** The answer whose rows begin at {@code start}. It reads {@code outputs} later, they must not be written again. */
    Answer answer(TensorRequest request, ByteBuffer[] outputs, int start) {
        return new Answer.Result(
                () -> observe(request.body(), outputs, start),
                to -> tell(request.body(), outputs, start, to),
                context -> encode(request, outputs, start, context));
    }

    /** As {@link #answer} where {@link #finite} is false: some request has numbers that are none. */
    Answer checked(TensorRequest request, ByteBuffer[] outputs, int start) {
        for (Tensor tensor : tensors(request.body(), outputs, start)) {
            int odd = tensor.firstNotFinite();
            if (odd >= 0) {
                String which = "element " + odd + " of output '" + tensor.name() + "'";
                return new Answer.Refusal(ErrorKind.INFERENCE, "the model gave " + tensor.number(odd) + " as " + which);
            }
        }
        return answer(request, outputs, start);
    }

    private List<Tensor> tensors(InferRequest request, ByteBuffer[] outputs, int start) {
        var tensors = new ArrayList<Tensor>(outputs.length);
        for (int i = 0; i < outputs.length; i++) {
            tensors.add(contract.outputs().get(i).tensor(outputs[i], start, Fit.rows(request)));
        }
        return tensors;
    }

    /** Called on another thread: tensors and hash are made here because they would hold the model up. */
    private byte[] encode(TensorRequest asked, ByteBuffer[] outputs, int start, RequestContext context) {
        InferRequest request = asked.body();
        List<Tensor> all = tensors(request, outputs, start);
        List<String> wanted = request.wanted();
        List<Tensor> told = wanted.isEmpty()
                ? all
                : all.stream().filter(tensor -> wanted.contains(tensor.name())).toList();
        String hash = inputHash(request);
        String id = request.id().isEmpty() ? context.source().toString() : request.id();
        var response = new InferResponse(
                model, id, context.source(), context.traceparent(), hash, asked.notes(), context.timings(), told);
        return response.encode(request.form());
    }

    /** The first float output, or the first output where none is of floats. */
    private Observation observe(InferRequest request, ByteBuffer[] outputs, int start) {
        List<Tensor> all = tensors(request, outputs, start);
        Tensor shown = all.stream()
                .filter(tensor -> tensor.datatype() == Datatype.FP32)
                .findFirst()
                .orElse(all.get(0));
        float[] values = new float[shown.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) shown.number(i);
        }
        return new Observation.Vector(values);
    }

    /** The first number of the first output, and of the first row of each narrow input, looked up or given, what it holds. */
    private void tell(InferRequest request, ByteBuffer[] outputs, int start, ObjDoubleConsumer<String> to) {
        int rows = Fit.rows(request);
        if (rows == 0) {
            return;
        }
        Tensor first = contract.outputs().get(0).tensor(outputs[0], start, rows);
        if (first.elements() > 0) {
            to.accept(Signals.SCORE, first.number(0));
        }
        for (int i = 0; i < contract.inputs().size(); i++) {
            String name = contract.inputs().get(i).name();
            Tensor input = Fit.find(request, i, name);
            int width = input == null ? 0 : input.elements() / rows;
            for (int column = 0; input != null && width <= MOST_SIGNALS && column < width; column++) {
                to.accept(width == 1 ? name : name + "." + column, input.number(column));
            }
        }
    }

    private String inputHash(InferRequest request) {
        var crc = new CRC32();
        for (int i = 0; i < contract.inputs().size(); i++) {
            Tensor tensor = Fit.find(request, i, contract.inputs().get(i).name());
            if (tensor != null) {
                crc.update(tensor.data().duplicate());
            }
        }
        return HexFormat.of().toHexDigits(crc.getValue(), 8);
    }
}
