package dev.millrace.streams.core.recommend;

import dev.millrace.contracts.UserEvent;
import java.util.EnumMap;
import java.util.Map;

/** All that is kept of one user. Mutable, changed only by {@link UserStates}; not thread-safe. */
public final class UserState {
    final ItemHistory history;
    final SeenItems seen;
    final RecentIds recentIds;
    final Map<UserEvent.Type, Long> counts = new EnumMap<>(UserEvent.Type.class);
    /** Newest event time, epoch milliseconds; −1 before the first event. */
    long newestTime = -1;
    /** Events taken since {@link #newestTime} was reached. */
    int revision;

    UserState(UserStateConfig config) {
        history = new ItemHistory(config.history());
        seen = new SeenItems(config.seen());
        recentIds = new RecentIds(config.recentIds());
    }

    void take(UserEvent event) {
        counts.merge(event.type(), 1L, Long::sum);
        if (event.timestamp() > newestTime) {
            newestTime = event.timestamp();
            revision = 0;
        } else {
            revision++;
        }
        if (event.isInteraction()) {
            history.add(event.itemId(), event.timestamp());
            seen.add(event.itemId());
        }
    }

    public long count(UserEvent.Type type) {
        return counts.getOrDefault(type, 0L);
    }

    public UserActivity activity() {
        long events = counts.values().stream().mapToLong(Long::longValue).sum();
        return new UserActivity(
                events,
                events - count(UserEvent.Type.IMPRESSION),
                history.size() == 0 ? null : history.item(0),
                newestTime,
                revision);
    }
}
