package dev.millrace.inference.worker.tensor;

import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.tensor.InferRequest;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.worker.features.FeatureLookup;
import dev.millrace.inference.worker.features.FeatureReader;
import dev.millrace.inference.worker.head.ModelHead;
import dev.millrace.inference.worker.head.ModelRefusedException;
import dev.millrace.inference.worker.head.Scorer;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Serves any model whose tensors are {@code float32} or {@code int64} with the batch as first axis; what exactly:
 * {@link TensorContract}. Requests and answers are those of the Open Inference Protocol.
 */
public final class TensorHead implements ModelHead<TensorRequest> {
    /** {@code millrace.kind} of its models, where they name one. */
    public static final String KIND = "tensor";

    private final String model;
    private final @Nullable Supplier<FeatureLookup> features;

    /** @param features where models that want features find them, asked for by the first; null: nowhere, they are refused */
    public TensorHead(String model, @Nullable Supplier<FeatureLookup> features) {
        this.model = model;
        this.features = features;
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
        TensorContract contract = TensorContract.of(session);
        var scorer = new TensorScorer(ref, session, contract);
        if (!FeatureReader.isWanted(session.metadata())) {
            return scorer;
        }
        Set<String> inputs = contract.inputs().stream().map(Port::name).collect(Collectors.toSet());
        return EnrichedScorer.wrap(
                scorer,
                FeatureReader.of(
                        session.metadata(),
                        inputs,
                        contract::floatsPerRow,
                        Fit.MAX_ROWS,
                        features == null ? null : features.get()));
    }
}
