package dev.millrace.inference.worker.recommender;

import dev.millrace.contracts.Flow;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.UserStateRequest;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.worker.head.ModelHead;
import dev.millrace.inference.worker.head.ModelRefusedException;
import dev.millrace.inference.worker.head.Scorer;

/** Ranks items for users. Inputs and outputs of the graph: {@link Vocabulary}. */
public final class RecommenderHead implements ModelHead<UserStateRequest> {
    /** {@code millrace.kind} of its models. */
    public static final String KIND = "recommender";

    private final String model;
    private final PopularItems popular;
    private final RemovedItems removed;

    /**
     * Makes the head.
     *
     * @param model name that the baseline's results carry
     * @param popular what is recommended while no model is live
     * @param removed items that are never recommended
     */
    public RecommenderHead(String model, PopularItems popular, RemovedItems removed) {
        this.model = model;
        this.popular = popular;
        this.removed = removed;
    }

    @Override
    public Flow flow() {
        return Flow.USERS;
    }

    @Override
    public String outputTopic() {
        return Topics.RECOMMENDATIONS;
    }

    @Override
    public UserStateRequest decode(byte[] value) throws InvalidRecordException {
        return UserStateRequest.decode(value);
    }

    @Override
    public Scorer<UserStateRequest> baseline() {
        return new PopularityScorer(model, popular, removed);
    }

    @Override
    public Scorer<UserStateRequest> bind(ModelRef ref, InferenceSession session) throws ModelRefusedException {
        return new RecommenderScorer(ref, session, Vocabulary.of(session), removed);
    }
}
