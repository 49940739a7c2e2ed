package dev.millrace.servicekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ResourcesTest {
    @Test
    void closesInReverseAndAllOfThemThoughOneFails() {
        List<String> closed = new ArrayList<>();
        var resources = new Resources();
        resources.add(() -> closed.add("first"));
        resources.add(() -> {
            throw new IllegalStateException("second");
        });
        resources.add(() -> {
            closed.add("third");
            throw new IllegalStateException("third");
        });
        assertThatThrownBy(resources::close).hasMessage("third").satisfies(e -> assertThat(e.getSuppressed())
                .hasSize(1));
        assertThat(closed).containsExactly("third", "first");
    }

    @Test
    void aFailingAgentIsClosedAndItsFailureHandedOn() throws Exception {
        var failed = new CountDownLatch(1);
        var cause = new AtomicReference<Throwable>();
        var closed = new CountDownLatch(1);
        Agent agent = new Agent() {
            @Override
            public int doWork() {
                throw new IllegalStateException("broken");
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
        try (var runner = AgentRunner.start("test", agent, e -> {
            cause.set(e);
            failed.countDown();
        })) {
            assertThat(runner).isNotNull();
            assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(closed.getCount()).isZero();
        assertThat(cause.get()).hasMessage("broken");
    }
}
