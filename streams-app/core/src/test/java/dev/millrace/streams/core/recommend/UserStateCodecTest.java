package dev.millrace.streams.core.recommend;

import static dev.millrace.streams.core.recommend.Events.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UserStateCodecTest {
    private final UserStateConfig config = UserStateConfig.defaults();
    private final UserStateCodec codec = new UserStateCodec(config);

    @Test
    void stateUnderSmallerLimitsKeepsTheNewest() throws Exception {
        var small = new UserStateConfig(2, 3, 2, 10);
        UserState read = new UserStateCodec(small).decode(codec.encode(viewed(5)));
        assertThat(read.history.items()).containsExactly("item-4", "item-3");
        assertThat(read.seen.items()).containsExactly("item-2", "item-3", "item-4");
        assertThat(read.recentIds.size()).isEqualTo(2);
        assertThat(read.recentIds.add("e4")).isFalse();
        assertThat(read.activity().events()).isEqualTo(5);
    }

    @Test
    void ringThatWentRoundStillKnowsItsIds() throws Exception {
        UserState read = codec.decode(codec.encode(viewed(300)));
        assertThat(read.recentIds.add("e299")).isFalse();
        assertThat(read.recentIds.add("e172")).isFalse();
        assertThat(read.recentIds.add("e171")).isTrue();
    }

    @Test
    void unknownVersionIsNamed() throws Exception {
        byte[] bytes = codec.encode(viewed(1));
        bytes[0] = 9;
        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 9");
    }

    @Test
    void everyCutIsRefused() throws Exception {
        byte[] bytes = codec.encode(viewed(3));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void stateOfTheFirstVersionIsRead() throws Exception {
        UserState state = viewed(70);
        var old = new ByteWriter(16);
        old.oneByte(1);
        old.signed(state.newestTime);
        old.unsigned(state.revision);
        old.unsigned(1);
        text(old, "VIEW");
        old.unsigned(70);
        old.unsigned(state.history.size());
        long newer = state.newestTime;
        for (int i = 0; i < state.history.size(); i++) {
            old.signed(newer - state.history.time(i));
            text(old, state.history.item(i));
            newer = state.history.time(i);
        }
        old.unsigned(70);
        state.seen.items().forEach(item -> text(old, item));
        old.unsigned(state.recentIds.size());
        long[] hashes = new long[state.recentIds.size()];
        state.recentIds.copyTo(LongBuffer.wrap(hashes));
        old.littleEndian(Long.BYTES * hashes.length)
                .order(ByteOrder.BIG_ENDIAN)
                .asLongBuffer()
                .put(hashes);
        assertThat(codec.encode(codec.decode(old.toBytes()))).isEqualTo(codec.encode(state));
    }

    private static void text(ByteWriter out, String text) {
        byte[] bytes = Texts.utf8(text);
        out.unsigned(bytes.length);
        out.littleEndian(bytes.length).put(bytes);
    }

    private UserState viewed(int events) throws Exception {
        var states = new UserStates(config);
        UserState state = new UserState(config);
        for (int i = 0; i < events; i++) {
            state = states.onEvent(state, view("item-" + i, 1000 + i), "e" + i).state();
        }
        return state;
    }
}
