package dev.millrace.inference.worker.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.inference.worker.FakeHead;
import dev.millrace.inference.worker.FakeMetrics;
import dev.millrace.inference.worker.model.ModelSlot;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupPollingTest {
    private static final Duration SHORT = Duration.ofMillis(5);
    private static final Duration LONG = Duration.ofMillis(50);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7); // overflows soon, as nanoTime may
    private final AtomicBoolean answerable = new AtomicBoolean();
    private final PolledConsumer consumer = new PolledConsumer();
    private final Polling polling = WorkerStream.plain(
                    consumer,
                    new MockProducer<>(),
                    Streams.context(
                            Streams.settings(Guarantee.EFFECTIVELY_ONCE, 4),
                            new FakeHead(new AtomicInteger()),
                            new ModelSlot<>(),
                            new FakeMetrics(),
                            answerable::get,
                            new Idle(Duration.ZERO, () -> {}),
                            Clock.systemUTC(),
                            nanos::get))
            .polling();

    /** Has no records, and remembers how long each poll would have waited. */
    private static final class PolledConsumer extends MockConsumer<byte[], byte[]> {
        private final List<Duration> polls = new ArrayList<>();
        private @Nullable RuntimeException failure;

        PolledConsumer() {
            super("earliest");
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            polls.add(timeout);
            if (failure != null) {
                throw failure;
            }
            return ConsumerRecords.empty();
        }
    }

    @Test
    void nothingIsPolledBeforeTheWorkerCanAnswer() throws Exception {
        polling.doWork();
        assertThat(consumer.polls).isEmpty();
        answerable.set(true);
        polling.doWork();
        assertThat(consumer.polls).hasSize(1);
    }

    @Test
    void whoIsOutOfTheGroupPollsAgainBecauseThatJoinsIt() throws Exception {
        answerable.set(true);
        consumer.failure = new UnknownMemberIdException("a machine stood still for longer than a session");
        assertThat(polling.doWork()).isZero();
        consumer.failure = null;
        polling.doWork();
        assertThat(consumer.polls).hasSize(2);
    }

    /** Another process has its name: going on would take its partitions again and again. */
    @Test
    void whoWasReplacedStops() throws Exception {
        answerable.set(true);
        consumer.failure = new FencedInstanceIdException("replaced");
        assertThatThrownBy(polling::doWork).isSameAs(consumer.failure);
    }

    @Test
    void pollsAreShortWhileTheFirstAssignmentIsOnItsWay() throws Exception {
        answerable.set(true);
        polling.doWork();
        polling.doWork();
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        polling.doWork();
        assertThat(consumer.polls).containsExactly(SHORT, SHORT, LONG);
    }
}
