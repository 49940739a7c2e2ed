package dev.millrace.inference.worker.tensor;

import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.tensor.InferRequest;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.worker.head.ModelHead;
import dev.millrace.inference.worker.head.ModelRefusedException;
import dev.millrace.inference.worker.head.Scorer;

/**
 * Serves any model whose tensors are {@code float32} or {@code int64} with the batch as first axis; what exactly:
 * {@link TensorContract}. Requests and answers are those of the Open Inference Protocol.
 */
public final class TensorHead implements ModelHead<TensorRequest> {
    /** {@code millrace.kind} of its models, where they name one. */
    public static final String KIND = "tensor";

    private final String model;

    public TensorHead(String model) {
        this.model = model;
    }

    @Override
    public String outputTopic() {
        return Topics.predictions(model);
    }

    /** Whether the tensors fit the model is seen when the request meets it: models swap while requests are under way. */
    @Override
    public TensorRequest decode(byte[] value) throws InvalidRecordException {
        return TensorRequest.of(InferRequest.decode(value));
    }

    @Override
    public Scorer<TensorRequest> baseline() {
        return new AbsentScorer(model);
    }

    @Override
    public Scorer<TensorRequest> bind(ModelRef ref, InferenceSession session) throws ModelRefusedException {
        return new TensorScorer(ref, session, TensorContract.of(session));
    }
}
