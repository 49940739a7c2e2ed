package dev.millrace.inference.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TensorMemoryTest {
    @Test
    void smallerShapesAreViewsOfTheLargest() {
        var memory = new TensorMemory();
        var large = memory.bytes("x", 64);
        var small = memory.bytes("x", 16);
        small.putLong(8, 42);
        assertThat(large.isDirect()).isTrue();
        assertThat(large.getLong(8)).isEqualTo(42);
        assertThat(small.capacity()).isEqualTo(16);
        assertThat(memory.bytes("y", 16).getLong(8)).isZero();
    }
}
