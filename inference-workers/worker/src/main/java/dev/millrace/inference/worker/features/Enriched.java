package dev.millrace.inference.worker.features;

import dev.millrace.contracts.tensor.InferRequest;
import dev.millrace.contracts.tensor.Tensor;
import dev.millrace.inference.worker.head.Answer;
import java.util.List;
import java.util.Map;

/** What became of a request when its features were looked up. */
public sealed interface Enriched {
    /**
     * It can go to the model.
     *
     * @param request without the inputs that only served the look-up
     * @param added the inputs that hold features
     * @param notes names the features that are missing or stale, by {@code features.missing} and {@code features.stale}
     */
    record Filled(InferRequest request, List<Tensor> added, Map<String, String> notes) implements Enriched {}

    /** It cannot. */
    record Refused(Answer.Refusal refusal) implements Enriched {}
}
