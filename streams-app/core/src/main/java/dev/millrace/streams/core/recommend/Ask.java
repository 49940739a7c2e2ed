package dev.millrace.streams.core.recommend;

import dev.millrace.contracts.UserStateRequest;
import java.util.Arrays;

/**
 * A request for recommendations out of a user's state, as that was when it asked. On the wire it is the same as {@link
 * UserStateRequest}, but the items of the state go there as the bytes that they are kept as.
 */
public final class Ask {
    // Field numbers of the Open Inference Protocol: of a request, a parameter entry, a parameter, an input.
    private static final int MODEL_NAME = 1;
    private static final int ID = 3;
    private static final int PARAMETERS = 4;
    private static final int INPUTS = 5;
    private static final int RAW_INPUT_CONTENTS = 7;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int INT64 = 2;
    private static final int STRING = 3;
    private static final int NAME = 1;
    private static final int DATATYPE = 2;
    private static final int SHAPE = 3;

    private final String requestId;
    private final String userId;
    private final int k;
    private final String trigger;
    private final long timestamp;
    private final Texts history;
    private final long[] historyTimes;
    private final Texts seen;
    private final Texts exclude;

    Ask(String requestId, String userId, int k, String trigger, long timestamp, UserState state, Texts exclude) {
        this.requestId = requestId;
        this.userId = userId;
        this.k = k;
        this.trigger = trigger;
        this.timestamp = timestamp;
        this.history = state.history.texts();
        this.historyTimes = state.history.sharedTimes();
        this.seen = state.seen.texts();
        this.exclude = exclude;
    }

    public UserStateRequest request() {
        String[] had = seen.toArray();
        String[] all = Arrays.copyOf(had, had.length + exclude.count());
        System.arraycopy(exclude.toArray(), 0, all, had.length, exclude.count());
        return new UserStateRequest(
                requestId, userId, k, trigger, timestamp, history.toArray(), historyTimes.clone(), all);
    }

    /** As {@link UserStateRequest#encode}. */
    public byte[] encode(String model) {
        var head = new ByteWriter(256);
        head.field(MODEL_NAME, model);
        if (!requestId.isEmpty()) {
            head.field(ID, requestId);
        }
        text(head, "user_id", userId);
        number(head, "k", k);
        text(head, "trigger", trigger);
        number(head, "timestamp", timestamp);
        input(head, "history", "BYTES", history.count());
        input(head, "history_times", "INT64", historyTimes.length);
        input(head, "seen", "BYTES", seen.count() + exclude.count());
        int times = Long.BYTES * historyTimes.length;
        int not = seen.size() + exclude.size();
        var out = new ByteWriter(head.size()
                + content(history.size())
                + content(times)
                + content(not)); // exactly: nothing is copied again
        out.raw(head);
        out.begin(RAW_INPUT_CONTENTS, history.size());
        out.raw(history);
        out.begin(RAW_INPUT_CONTENTS, times);
        out.littleEndian(times).asLongBuffer().put(historyTimes);
        out.begin(RAW_INPUT_CONTENTS, not);
        out.raw(seen);
        out.raw(exclude);
        return out.toBytes();
    }

    private static int content(int size) {
        return 1 + ByteWriter.unsignedSize(size) + size;
    }

    private static void text(ByteWriter out, String key, String value) {
        byte[] bytes = Texts.utf8(value);
        int inner = 1 + ByteWriter.unsignedSize(bytes.length) + bytes.length;
        entry(out, key, inner);
        out.field(STRING, bytes);
    }

    private static void number(ByteWriter out, String key, long value) {
        entry(out, key, 1 + ByteWriter.unsignedSize(value));
        out.unsigned(INT64 << 3);
        out.unsigned(value);
    }

    private static void entry(ByteWriter out, String key, int inner) {
        out.begin(PARAMETERS, 2 + key.length() + 1 + ByteWriter.unsignedSize(inner) + inner);
        out.field(KEY, key);
        out.begin(VALUE, inner);
    }

    private static void input(ByteWriter out, String name, String datatype, int extent) {
        int shape = ByteWriter.unsignedSize(extent);
        out.begin(INPUTS, 2 + name.length() + 2 + datatype.length() + 2 + shape);
        out.field(NAME, name);
        out.field(DATATYPE, datatype);
        out.begin(SHAPE, shape);
        out.unsigned(extent);
    }
}
