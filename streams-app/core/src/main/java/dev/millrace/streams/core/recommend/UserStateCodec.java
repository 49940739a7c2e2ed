package dev.millrace.streams.core.recommend;

import dev.millrace.contracts.UserEvent;

/**
 * {@link UserState} as compact bytes: version, times, counts, history (newest first, times as differences), seen items (least
 * recent first), hashes of recent ids (oldest first). A state kept under other limits is cut to the present ones.
 */
public final class UserStateCodec {
    private static final int VERSION = 1;

    private final UserStateConfig config;

    public UserStateCodec(UserStateConfig config) {
        this.config = config;
    }

    public byte[] encode(UserState state) {
        var out = new ByteWriter(
                64 + 24 * state.history.size() + 16 * state.seen.items().size() + 8 * state.recentIds.size());
        out.oneByte(VERSION);
        out.signed(state.newestTime);
        out.unsigned(state.revision);
        out.unsigned(state.counts.size());
        state.counts.forEach((type, count) -> {
            out.text(type.name());
            out.unsigned(count);
        });
        out.unsigned(state.history.size());
        long newer = state.newestTime;
        for (int i = 0; i < state.history.size(); i++) {
            out.signed(newer - state.history.time(i));
            out.text(state.history.item(i));
            newer = state.history.time(i);
        }
        out.unsigned(state.seen.items().size());
        for (String item : state.seen.items()) {
            out.text(item);
        }
        out.unsigned(state.recentIds.size());
        for (int i = 0; i < state.recentIds.size(); i++) {
            out.fixed(state.recentIds.hash(i));
        }
        return out.toBytes();
    }

    /** Throws {@link IllegalArgumentException} on an unknown version or broken bytes. */
    public UserState decode(byte[] bytes) {
        var in = new ByteReader(bytes);
        int version = in.oneByte();
        if (version != VERSION) {
            throw new IllegalArgumentException("user state of version " + version + ", known is " + VERSION);
        }
        var state = new UserState(config);
        state.newestTime = in.signed();
        state.revision = (int) in.unsigned();
        for (int left = in.count(); left > 0; left--) {
            state.counts.put(UserEvent.Type.valueOf(in.text()), in.unsigned());
        }
        readHistory(in, state);
        for (int left = in.count(); left > 0; left--) {
            state.seen.restore(in.text());
        }
        for (int left = in.count(); left > 0; left--) {
            state.recentIds.restore(in.fixed());
        }
        return state;
    }

    private static void readHistory(ByteReader in, UserState state) {
        long time = state.newestTime;
        int size = in.count();
        String[] items = new String[size];
        long[] times = new long[size];
        for (int i = 0; i < size; i++) {
            time -= in.signed();
            times[i] = time;
            items[i] = in.text();
        }
        for (int i = size - 1; i >= 0; i--) { // oldest first, so that equal times keep their order
            state.history.add(items[i], times[i]);
        }
    }
}
