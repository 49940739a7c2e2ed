package dev.millrace.local.dlq;

import static dev.millrace.local.dlq.Letters.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RedriverTest {
    /** Waiting moves it on, and takes no time. */
    private final AtomicLong now = new AtomicLong();

    private final List<LetterId> told = new ArrayList<>();

    private Redriver redriver(MockProducer<byte[], byte[]> producer, double rate) {
        return new Redriver(producer, rate, now::get, now::addAndGet, told::addAll);
    }

    private static ProducerRecord<byte[], byte[]> record(int number) {
        return new ProducerRecord<>("t", bytes("k"), bytes(Integer.toString(number)));
    }

    @Test
    void recordsAreSentInOrderNoFasterThanAskedAndToldWhenTheBrokerHasThem() throws Exception {
        var producer = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        Redriver redriver = redriver(producer, 10);
        for (int i = 0; i < 31; i++) {
            redriver.send(new LetterId(0, i), record(i));
        }
        assertThat(now.get()).as("nanoseconds for 31 records at 10/s").isGreaterThanOrEqualTo(3_000_000_000L);
        assertThat(told).as("told while it goes on").isNotEmpty();
        redriver.settle();
        assertThat(told)
                .extracting(LetterId::offset)
                .containsExactlyElementsOf(
                        java.util.stream.LongStream.range(0, 31).boxed().toList());
        assertThat(producer.history())
                .extracting(sent -> new String(sent.value(), java.nio.charset.StandardCharsets.UTF_8))
                .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 31)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    void aRefusalEndsTheRunAndOnlyWhatTheBrokerHasIsTold() throws Exception {
        var producer = new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized void flush() {} // answers are given by the test
        };
        Redriver redriver = redriver(producer, 1e6);
        redriver.send(new LetterId(0, 1), record(1));
        redriver.send(new LetterId(0, 2), record(2));
        producer.completeNext();
        producer.errorNext(new RecordTooLargeException("too large"));
        assertThatThrownBy(redriver::settle)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(RecordTooLargeException.class);
        assertThat(told).containsExactly(new LetterId(0, 1));
    }

    @Test
    void aRateOfNothingIsRefused() {
        var producer = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        assertThatThrownBy(() -> redriver(producer, 0)).hasMessageContaining("--rate");
    }
}
