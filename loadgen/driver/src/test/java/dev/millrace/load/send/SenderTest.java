package dev.millrace.load.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.load.plan.Encoder;
import dev.millrace.load.plan.PlannedEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class SenderTest {
    private static final long MILLI = 1_000_000;

    /** Time that passes where somebody waits. */
    private static final class SteppedClock implements RunClock {
        long now = -50 * MILLI;
        final List<Long> pauses = new ArrayList<>();

        @Override
        public long now() {
            return now;
        }

        @Override
        public void pause(long nanos) {
            pauses.add(nanos);
            now += nanos;
        }
    }

    /** Notes at what time each record came. */
    private static final class NotingProducer extends MockProducer<byte[], byte[]> {
        final List<Long> times = new ArrayList<>();
        private final RunClock clock;

        NotingProducer(RunClock clock, boolean takes) {
            super(takes, null, new ByteArraySerializer(), new ByteArraySerializer());
            this.clock = clock;
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> sent, Callback callback) {
            times.add(clock.now());
            return super.send(sent, callback);
        }
    }

    private static final Encoder<Integer> ENCODER = new Encoder<>() {
        @Override
        public byte[] key(Integer event) {
            return ("k" + event).getBytes(UTF_8);
        }

        @Override
        public byte[] value(PlannedEvent<Integer> event) {
            return Long.toString(event.dueNanos()).getBytes(UTF_8);
        }
    };

    private final SteppedClock clock = new SteppedClock();
    private final NotingProducer producer = new NotingProducer(clock, true);

    private Sender<Integer> sender(NotingProducer to, int events) {
        Iterator<PlannedEvent<Integer>> plan = IntStream.range(0, events)
                .mapToObj(n -> new PlannedEvent<>(n * 10L * MILLI, n))
                .iterator();
        return new Sender<>("t", () -> plan.hasNext() ? plan.next() : null, ENCODER, to, clock);
    }

    @Test
    void everyEventIsSentWhenItIsDueAndNeverEarlier() {
        Sender<Integer> sender = sender(producer, 20);
        while (!sender.done()) {
            sender.doWork();
        }
        assertThat(producer.history().stream().map(sent -> new String(sent.key(), UTF_8)))
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(n -> "k" + n).toList());
        assertThat(producer.times)
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(n -> n * 10L * MILLI).toList());
        assertThat(producer.history()).allMatch(sent -> sent.timestamp() == null);
        assertThat(clock.pauses).as("woken early, then the rest").contains(10 * MILLI - 50_000, 50_000L);
        assertThat(sender.progress(true)).isEqualTo(new FlowProgress("t", 20, 20, 0, 0, 0, 0));
    }

    @Test
    void whatIsLateIsSentAtOnceAndCountsFromItsDueTime() {
        Sender<Integer> sender = sender(producer, 100);
        clock.now = 995 * MILLI;
        assertThat(sender.doWork()).isEqualTo(100);
        FlowProgress progress = sender.progress(false);
        assertThat(progress.sent()).isEqualTo(100);
        assertThat(progress.slipMax()).isBetween(995_000L, 996_000L);
        assertThat(progress.slipP50()).isBetween(494_000L, 506_000L);
        assertThat(sender.progress(false).slipMax()).as("nothing new").isZero();
        assertThat(sender.progress(true).slipMax()).isBetween(995_000L, 996_000L);
    }

    @Test
    void anUnacknowledgedRecordHoldsNothingUp() {
        var slow = new NotingProducer(clock, false);
        Sender<Integer> sender = sender(slow, 3);
        clock.now = 100 * MILLI;
        assertThat(sender.doWork()).isEqualTo(3);
        assertThat(sender.progress(false).acked()).isZero();
        assertThat(sender.done()).isFalse();
    }

    @Test
    void aRecordThatKafkaDoesNotTakeEndsTheSendingWithAClearError() {
        var refusing = new NotingProducer(clock, false);
        Sender<Integer> sender = sender(refusing, 3);
        clock.now = 5 * MILLI;
        sender.doWork();
        assertThat(refusing.errorNext(new TimeoutException("the broker is away")))
                .isTrue();
        assertThatThrownBy(sender::doWork)
                .isInstanceOf(SendFailedException.class)
                .hasMessageContaining("topic t did not take 1 of 1 records")
                .hasMessageContaining("the broker is away");
        assertThat(sender.progress(true).failed()).isEqualTo(1);
    }
}
