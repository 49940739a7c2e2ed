package dev.millrace.streams.core.recommend;

import static dev.millrace.streams.core.recommend.Events.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    private UserState viewed(int events) throws Exception {
        var states = new UserStates(config);
        UserState state = new UserState(config);
        for (int i = 0; i < events; i++) {
            state = states.onEvent(state, view("item-" + i, 1000 + i), "e" + i).state();
        }
        return state;
    }
}
