package dev.millrace.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for recommendations now.
 *
 * @param k how many items, 1 to {@value #MAX_K}
 * @param exclude items not to recommend, besides those the user has seen
 * @param timestamp epoch milliseconds, null where the record's Kafka timestamp counts
 */
public record RecommendationRequest(
        String requestId, String userId, int k, List<String> exclude, @Nullable Long timestamp) {
    public static final int DEFAULT_K = 10;
    public static final int MAX_K = 1000;

    public RecommendationRequest {
        exclude = List.copyOf(exclude);
    }
}
