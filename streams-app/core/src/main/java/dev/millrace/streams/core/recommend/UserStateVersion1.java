package dev.millrace.streams.core.recommend;

import dev.millrace.contracts.UserEvent;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The first form of a user's state: every text with its length as a variable-length number. Read, no longer written. */
final class UserStateVersion1 {
    static final int VERSION = 1;

    private UserStateVersion1() {}

    /** What follows the version. */
    static UserState read(ByteReader in, UserState state) {
        state.newestTime = in.signed();
        state.revision = (int) in.unsigned();
        for (int left = in.count(); left > 0; left--) {
            UserEvent.Type type = UserEvent.Type.valueOf(in.text());
            state.counts[UserState.place(type)] = in.unsigned();
        }
        readHistory(in, state);
        List<String> seen = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            seen.add(in.text());
        }
        state.seen.restore(Texts.of(seen));
        int ids = in.count();
        state.recentIds.restore(in.fixed(ByteOrder.BIG_ENDIAN, ids, 1), ids);
        return state;
    }

    private static void readHistory(ByteReader in, UserState state) {
        long[] times = new long[in.count()];
        List<String> items = new ArrayList<>();
        long time = state.newestTime;
        for (int i = 0; i < times.length; i++) {
            time -= in.signed();
            times[i] = time;
            items.add(in.text());
        }
        state.history.restore(Texts.of(items), times);
    }
}
