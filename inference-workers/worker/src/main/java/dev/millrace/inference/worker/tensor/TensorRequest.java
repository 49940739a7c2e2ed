package dev.millrace.inference.worker.tensor;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.tensor.InferRequest;
import dev.millrace.contracts.tensor.Tensor;
import dev.millrace.inference.worker.head.Answer.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A request with what the polling thread has found out about it. Whether its numbers are finite is looked at there, once for
 * all versions that it meets: to go through every element would take the model's thread a quarter of a small model's run.
 *
 * @param notFinite the answer of every model that wants finite numbers; null where all are
 */
public record TensorRequest(InferRequest body, @Nullable Refusal notFinite) {
    static TensorRequest of(InferRequest body) {
        for (Tensor input : body.inputs()) {
            int odd = input.firstNotFinite();
            if (odd >= 0) {
                String reason = "element " + odd + " of input '" + input.name() + "' is " + input.number(odd);
                return new TensorRequest(body, new Refusal(ErrorKind.NOT_FINITE, reason));
            }
        }
        return new TensorRequest(body, null);
    }
}
