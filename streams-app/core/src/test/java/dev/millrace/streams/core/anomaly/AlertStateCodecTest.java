package dev.millrace.streams.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AlertStateCodecTest {
    private final AlertStateCodec codec = new AlertStateCodec();

    @Test
    void stateOfTheSecondVersionIsRead() {
        byte[] model = "m/v1".getBytes(StandardCharsets.UTF_8);
        ByteBuffer old = ByteBuffer.allocate(200).put((byte) 2).putLong(77).putLong(5);
        old.putInt(model.length).put(model).put((byte) 0);
        for (int track = 0; track < 3; track++) {
            old.putDouble(.5)
                    .putDouble(3)
                    .putInt(10 + track)
                    .putInt(12 + track)
                    .putFloat(1)
                    .putFloat(2);
        }
        old.putInt(1).putLong(70).putInt(2).put(new byte[] {8, 9});
        AlertState state = codec.decode(old.array());
        assertThat(state.lastWindowEnd).isEqualTo(77);
        assertThat(state.scores).isEqualTo(5);
        assertThat(state.modelKey).isEqualTo("m/v1");
        assertThat(state.phase).isEqualTo(new AlertPhase.Calm());
        assertThat(state.level.tail.first).isEqualTo(11);
        assertThat(state.level.tail.bins).containsExactly(1, 2);
        assertThat(state.relation.tail.total).isEqualTo(3);
        assertThat(state.sent).singleElement().satisfies(sent -> {
            assertThat(sent.windowEnd()).isEqualTo(70);
            assertThat(sent.number()).isEqualTo(5);
            assertThat(sent.alert()).containsExactly(8, 9);
        });
    }

    @Test
    void unknownVersionIsNamed() {
        assertThatThrownBy(() -> codec.decode(new byte[] {9}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 9");
    }

    @Test
    void stepsArePartOfTheStateForAThousandWindowsOnly() {
        var scores = new Scores(AlertConfig.defaults(), 7).ordinary(300);
        scores.send(1, Map.of(Signals.STUCK, 2.0));
        AlertState state = Objects.requireNonNull(scores.state);
        scores.ordinary((int) AlertState.REMEMBERED_WINDOWS - 1);
        assertThat(state.sent).isNotEmpty();
        scores.ordinary(200);
        assertThat(state.sent).isEmpty();
        assertThat(codec.encode(state)).hasSizeLessThan(1500);
    }
}
