package dev.millrace.inference.worker.anomaly;

import dev.millrace.contracts.Flow;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.WindowRequest;
import dev.millrace.contracts.WindowRequestReader;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.worker.head.ModelHead;
import dev.millrace.inference.worker.head.ModelRefusedException;
import dev.millrace.inference.worker.head.Scorer;

/** Scores windows of sensors. Inputs and outputs of the graph: {@link AnomalyContract}. */
public final class AnomalyHead implements ModelHead<WindowRequest> {
    /** {@code millrace.kind} of its models. */
    public static final String KIND = "sensor-anomaly";

    private final String model;
    private final WindowRequestReader reader = new WindowRequestReader();

    /** Makes the head; the baseline's results carry {@code model} as their model's name. */
    public AnomalyHead(String model) {
        this.model = model;
    }

    @Override
    public Flow flow() {
        return Flow.SENSORS;
    }

    @Override
    public String outputTopic() {
        return Topics.ANOMALY_SCORES;
    }

    @Override
    public WindowRequest decode(byte[] value) throws InvalidRecordException {
        return reader.read(value);
    }

    @Override
    public Scorer<WindowRequest> baseline() {
        return new BaselineAnomalyScorer(model);
    }

    @Override
    public Scorer<WindowRequest> bind(ModelRef ref, InferenceSession session) throws ModelRefusedException {
        return new AnomalyScorer(ref, session, AnomalyContract.of(session));
    }
}
