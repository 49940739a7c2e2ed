package dev.millrace.local.demo.judge;

import dev.millrace.contracts.Recommendation;
import dev.millrace.contracts.UserEvent;
import dev.millrace.local.demo.summary.RecommendationSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the interactions sent and the lists received until they are judged. Thread-safe. */
public final class RecommendationJudge {
    private final List<UserEvent> interactions = new ArrayList<>();
    private final Map<String, UserEvent> byId = new HashMap<>();
    private final Map<String, List<String>> lists = new HashMap<>();
    private @Nullable String liveVersion;

    /** In the order of sending. */
    public synchronized void sent(UserEvent interaction) {
        interactions.add(interaction);
        if (interaction.eventId() != null) {
            byId.put(interaction.eventId(), interaction);
        }
    }

    /** From now on lists of this version count. */
    public synchronized void beginLive(@Nullable String version) {
        liveVersion = version;
    }

    public synchronized void received(Recommendation recommendation) {
        if (recommendation.model().version().equals(liveVersion)) {
            lists.putIfAbsent(
                    recommendation.requestId(),
                    recommendation.items().stream()
                            .limit(NextItem.K)
                            .map(Recommendation.Item::itemId)
                            .toList());
        }
    }

    /** The interaction that asked for this list. */
    public synchronized Optional<UserEvent> asked(String requestId) {
        return Optional.ofNullable(byId.get(requestId));
    }

    public synchronized RecommendationSummary summary() {
        return NextItem.judge(interactions, lists);
    }
}
