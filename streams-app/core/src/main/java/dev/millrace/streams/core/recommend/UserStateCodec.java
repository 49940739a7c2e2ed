package dev.millrace.streams.core.recommend;

import dev.millrace.contracts.UserEvent;
import java.nio.ByteOrder;

/**
 * {@link UserState} as bytes: version, times, counts, history (newest first; all times, then all items), seen items (least recent
 * first), hashes of recent ids (oldest first). Items lie there as {@link Texts} has them, so that reading and writing a state
 * copies memory and makes no texts. A state kept under other limits is cut to the present ones.
 */
public final class UserStateCodec {
    private static final int VERSION = 2;

    /** Kinds of events in the order of their counts; new ones are to be added at the end. */
    private static final UserEvent.Type[] KINDS = {
        UserEvent.Type.VIEW,
        UserEvent.Type.CART,
        UserEvent.Type.PURCHASE,
        UserEvent.Type.RATING,
        UserEvent.Type.IMPRESSION,
        UserEvent.Type.CLICK
    };

    private final UserStateConfig config;

    public UserStateCodec(UserStateConfig config) {
        this.config = config;
    }

    public byte[] encode(UserState state) {
        Texts items = state.history.texts();
        Texts seen = state.seen.texts();
        int ids = state.recentIds.size();
        long[] times = state.history.sharedTimes();
        var head = new ByteWriter(80);
        head.oneByte(VERSION);
        head.signed(state.newestTime);
        head.unsigned(state.revision);
        head.unsigned(KINDS.length);
        for (UserEvent.Type kind : KINDS) {
            head.unsigned(state.count(kind));
        }
        head.unsigned(times.length);
        var out = new ByteWriter(head.size()
                + Long.BYTES * times.length
                + (ByteWriter.unsignedSize(items.size()) + items.size())
                + (ByteWriter.unsignedSize(seen.count()) + ByteWriter.unsignedSize(seen.size()) + seen.size())
                + (ByteWriter.unsignedSize(ids) + Long.BYTES * ids)); // exactly: nothing is copied again
        out.raw(head);
        out.littleEndian(Long.BYTES * times.length).asLongBuffer().put(times);
        out.unsigned(items.size());
        out.raw(items);
        out.unsigned(seen.count());
        out.unsigned(seen.size());
        out.raw(seen);
        out.unsigned(ids);
        state.recentIds.copyTo(out.littleEndian(Long.BYTES * ids).asLongBuffer());
        return out.toBytes();
    }

    /**
     * The state shares memory with {@code bytes}, which must not change. Throws {@link IllegalArgumentException} on an unknown
     * version or broken bytes.
     */
    public UserState decode(byte[] bytes) {
        var in = new ByteReader(bytes);
        int version = in.oneByte();
        if (version == UserStateVersion1.VERSION) {
            return UserStateVersion1.read(in, new UserState(config));
        }
        if (version != VERSION) {
            throw new IllegalArgumentException("user state of version " + version + ", known is " + VERSION);
        }
        var state = new UserState(config);
        state.newestTime = in.signed();
        state.revision = (int) in.unsigned();
        int kinds = in.count();
        for (int i = 0; i < kinds; i++) {
            long count = in.unsigned();
            if (i < KINDS.length) {
                state.counts[UserState.place(KINDS[i])] = count;
            }
        }
        int items = in.count();
        long[] times = in.fixed(ByteOrder.LITTLE_ENDIAN, items, 0);
        state.history.restore(in.texts(items), times);
        state.seen.restore(in.texts(in.count()));
        int ids = in.count();
        state.recentIds.restore(in.fixed(ByteOrder.LITTLE_ENDIAN, ids, 1), ids);
        return state;
    }
}
