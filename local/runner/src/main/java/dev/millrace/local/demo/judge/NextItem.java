package dev.millrace.local.demo.judge;

import dev.millrace.contracts.UserEvent;
import dev.millrace.local.demo.summary.RecommendationSummary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Next-item hit rate, test then observe: an interaction is a position if the live model made a list for the same user's
 * previous interaction, and a hit if its item is among the first ten of it. The list was computed from what was known after
 * the previous interaction, so it cannot have seen the answer, however fast the replay goes. Popularity is asked at the same
 * positions with all that was sent before.
 */
final class NextItem {
    static final int K = 10;

    private NextItem() {}

    /**
     * Both hit rates.
     *
     * @param interactions all of them, in the order of sending
     * @param lists items recommended by the live model, best first, by the id of the interaction that asked
     */
    static RecommendationSummary judge(List<UserEvent> interactions, Map<String, List<String>> lists) {
        var popularity = new UnseenTop();
        Map<String, Set<String>> seen = new HashMap<>();
        Map<String, String> previous = new HashMap<>();
        long positions = 0;
        long hits = 0;
        long popular = 0;
        for (UserEvent event : interactions) {
            Set<String> mine = seen.computeIfAbsent(event.userId(), user -> new HashSet<>());
            String asked = previous.get(event.userId());
            List<String> list = asked == null ? null : lists.get(asked);
            if (list != null) {
                positions++;
                hits += list.stream().limit(K).anyMatch(event.itemId()::equals) ? 1 : 0;
                popular += popularity.top(K, mine).contains(event.itemId()) ? 1 : 0;
            }
            popularity.add(event.itemId(), event.timestamp());
            mine.add(event.itemId());
            if (event.eventId() != null) {
                previous.put(event.userId(), event.eventId());
            }
        }
        return positions == 0
                ? new RecommendationSummary(0, null, null)
                : new RecommendationSummary(positions, hits / (double) positions, popular / (double) positions);
    }
}
