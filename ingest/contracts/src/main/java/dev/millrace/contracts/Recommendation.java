package dev.millrace.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Value of {@code recommendations}. {@code requestId} is deterministic: the request's own id, or the triggering event's id,
 * so that a consumer can drop a repetition.
 *
 * @param items best first
 * @param trigger {@code "request"}, or the id of the user event that asked
 */
public record Recommendation(
        String requestId,
        String userId,
        List<Item> items,
        String trigger,
        ModelRef model,
        SourceRef source,
        FeatureSnapshot features,
        Timings timings,
        @Nullable String traceparent) {
    public static final Codec<Recommendation> CODEC = ResultJson.codec(Recommendation.class, RecommendationJson::write);

    /** Trigger of a recommendation that was asked for. */
    public static final String REQUEST_TRIGGER = "request";

    /** One recommended item and its score, comparable within one list only. */
    public record Item(String itemId, double score) {}
}
