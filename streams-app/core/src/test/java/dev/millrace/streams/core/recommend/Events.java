package dev.millrace.streams.core.recommend;

import dev.millrace.contracts.UserEvent;

/** Events of one user for tests. */
final class Events {
    private Events() {}

    static UserEvent view(String item, long time) {
        return event(UserEvent.Type.VIEW, item, time);
    }

    static UserEvent impression(String item, long time) {
        return event(UserEvent.Type.IMPRESSION, item, time);
    }

    static UserEvent event(UserEvent.Type type, String item, long time) {
        return new UserEvent("u1", item, type, time, null, null, null);
    }
}
