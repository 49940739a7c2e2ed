package dev.millrace.inference.api;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class OneThreadTest {
    @Test
    void theSecondInsideIsRefusedUntilTheFirstLeaves() {
        var thread = new OneThread();
        thread.enter();
        assertThatIllegalStateException().isThrownBy(thread::enter).withMessageContaining("two threads");
        thread.leave();
        thread.enter();
    }
}
