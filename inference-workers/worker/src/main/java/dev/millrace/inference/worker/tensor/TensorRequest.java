package dev.millrace.inference.worker.tensor;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.tensor.InferRequest;
import dev.millrace.contracts.tensor.Tensor;
import dev.millrace.inference.worker.head.Answer.Refusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request with what the polling thread has found out about it. Whether its numbers are finite is looked at there, once for
 * all versions that it meets: to go through every element would take the model's thread a quarter of a small model's run.
 *
 * @param notFinite the answer of every model that wants finite numbers; null where all are
 * @param notes what the answer says of how it came about
 */
public record TensorRequest(InferRequest body, @Nullable Refusal notFinite, Map<String, String> notes) {
    static TensorRequest of(InferRequest body) {
        return new TensorRequest(body, notFinite(body.inputs()), Map.of());
    }

    /** This request with other inputs: those of {@code body}, of which {@code added} have not been looked at. */
    TensorRequest with(InferRequest other, List<Tensor> added, Map<String, String> notesOnIt) {
        return new TensorRequest(other, notFinite == null ? notFinite(added) : notFinite, notesOnIt);
    }

    private static @Nullable Refusal notFinite(List<Tensor> inputs) {
        for (Tensor input : inputs) {
            int odd = input.firstNotFinite();
            if (odd >= 0) {
                String reason = "element " + odd + " of input '" + input.name() + "' is " + input.number(odd);
                return new Refusal(ErrorKind.NOT_FINITE, reason);
            }
        }
        return null;
    }
}
