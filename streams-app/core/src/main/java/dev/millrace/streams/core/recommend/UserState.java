package dev.millrace.streams.core.recommend;

import dev.millrace.contracts.UserEvent;

/** All that is kept of one user. Mutable, changed only by {@link UserStates}; not thread-safe. */
public final class UserState {
    private static final int KINDS = 6;

    final ItemHistory history;
    final SeenItems seen;
    final RecentIds recentIds;
    /** Events by {@link #place} of their type. */
    final long[] counts = new long[KINDS];
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
        counts[place(event.type())]++;
        if (event.timestamp() > newestTime) {
            newestTime = event.timestamp();
            revision = 0;
        } else {
            revision++;
        }
        if (event.isInteraction()) {
            byte[] item = Texts.utf8(event.itemId());
            history.add(item, event.timestamp());
            seen.add(item);
        }
    }

    static int place(UserEvent.Type type) {
        return switch (type) {
            case VIEW -> 0;
            case CART -> 1;
            case PURCHASE -> 2;
            case RATING -> 3;
            case IMPRESSION -> 4;
            case CLICK -> 5;
        };
    }

    public long count(UserEvent.Type type) {
        return counts[place(type)];
    }

    public UserActivity activity() {
        long events = 0;
        for (long count : counts) {
            events += count;
        }
        return new UserActivity(
                events,
                events - count(UserEvent.Type.IMPRESSION),
                history.size() == 0 ? null : history.item(0),
                newestTime,
                revision);
    }
}
