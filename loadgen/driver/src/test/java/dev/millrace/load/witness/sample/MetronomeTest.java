package dev.millrace.load.witness.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetronomeTest {
    @Test
    void beatsOnTheSecondHoweverLateTheLastBeatWas() {
        var now = new AtomicLong(5_000);
        var metronome = new Metronome(now::get, Duration.ofNanos(1_000));
        assertThat(metronome.await()).isTrue();
        assertThat(metronome.await()).isFalse();
        now.set(5_999);
        assertThat(metronome.await()).isFalse();
        now.set(6_700); // late
        assertThat(metronome.await()).isTrue();
        now.set(6_999);
        assertThat(metronome.await()).isFalse();
        now.set(9_500); // two missed
        assertThat(metronome.await()).isTrue();
        assertThat(metronome.await()).isFalse();
        now.set(10_000);
        assertThat(metronome.await()).isTrue();
    }
}
