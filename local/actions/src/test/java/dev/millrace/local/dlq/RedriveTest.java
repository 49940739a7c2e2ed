package dev.millrace.local.dlq;

import static dev.millrace.local.dlq.Letters.bytes;
import static dev.millrace.local.dlq.Letters.letter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.DeadLetter;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.SourceRef;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RedriveTest {
    private static final Map<String, Integer> TOPICS = Map.of("sensor-readings", 4, "other", 1, "dead-letters", 1);

    private static ProducerRecord<byte[], byte[]> redriven(Letter letter, Correction correction) throws Exception {
        return new Redrive(correction, TOPICS).record(letter);
    }

    private static String headers(ProducerRecord<byte[], byte[]> record) {
        return String.join(
                " ",
                StreamSupport.stream(record.headers().spliterator(), false)
                        .map(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                        .toList());
    }

    @Test
    void originalKeyBytesAndHeadersGoBackWithoutTheDeadLettersOwn() throws Exception {
        var original = new RecordHeaders();
        original.add("traceparent", bytes("00-1"));
        original.add("traceparent", bytes("00-2"));
        ProducerRecord<byte[], byte[]> record = redriven(letter(17, "pump-1", "{x", original), Correction.NONE);
        assertThat(record.topic()).isEqualTo("sensor-readings");
        assertThat(record.key()).isEqualTo(bytes("pump-1"));
        assertThat(record.value()).isEqualTo(bytes("{x"));
        assertThat(record.partition()).as("the partitioner's choice").isNull();
        assertThat(headers(record)).isEqualTo("traceparent=00-1 traceparent=00-2 dlq.redriven=dead-letters/0/17");
    }

    @Test
    void aRecordWithoutAKeyGoesToItsOldPartitionWhereThatExists() throws Exception {
        assertThat(redriven(letter(1, null, "x"), Correction.NONE).partition()).isEqualTo(2);
        var fewer = new Redrive(Correction.NONE, Map.of("sensor-readings", 2));
        assertThat(fewer.record(letter(1, null, "x")).partition()).isNull();
        assertThat(redriven(letter(1, null, "x"), new Correction("other", null, null, null))
                        .partition())
                .isNull();
    }

    @Test
    void aRecordThatDiesAgainTellsEachOfItsLives() throws Exception {
        ProducerRecord<byte[], byte[]> second = redriven(letter(17, "pump-1", "{x"), Correction.NONE);
        Letter diedAgain = Letters.read(
                30,
                new DeadLetter(
                                new SourceRef("sensor-readings", 1, 99),
                                second.key(),
                                second.value(),
                                second.headers(),
                                "flink.sensor-windows",
                                ErrorKind.MALFORMED,
                                "again",
                                1,
                                Letters.TIME,
                                null)
                        .toRecord());
        assertThat(diedAgain.earlierRedrives()).isEqualTo(1);
        assertThat(headers(redriven(diedAgain, Correction.NONE)))
                .isEqualTo("dlq.redriven=dead-letters/0/17 dlq.redriven=dead-letters/0/30");
    }

    @Test
    void correctionsReplaceKeyValueAndTopic() throws Exception {
        var correction = new Correction("other", bytes("pump-2"), bytes("{}"), null);
        ProducerRecord<byte[], byte[]> record = redriven(letter(1, null, "x"), correction);
        assertThat(record.topic()).isEqualTo("other");
        assertThat(record.key()).isEqualTo(bytes("pump-2"));
        assertThat(record.value()).isEqualTo(bytes("{}"));
    }

    @Test
    void aFixEditsWhatItMatchesAndLeavesTheRestUnsent() throws Exception {
        var fix = new Correction(null, null, null, ValueFix.parse("s/NaN/0/"));
        assertThat(redriven(letter(1, "a", "{\"t\":NaN,\"n\":\"ü\"}"), fix).value())
                .isEqualTo(bytes("{\"t\":0,\"n\":\"ü\"}"));
        assertThatThrownBy(() -> redriven(letter(1, "a", "{}"), fix))
                .isInstanceOf(UnredrivableException.class)
                .hasMessageContaining("--fix");
        assertThat(ValueFix.parse("s|a/b|c|").apply(bytes("a/b"))).isEqualTo(bytes("c"));
        assertThatThrownBy(() -> ValueFix.parse("s/a/b")).hasMessageContaining("s/REGEX/REPLACEMENT/");
        assertThatThrownBy(() -> ValueFix.parse("s/(/b/")).hasMessageContaining("--fix");
    }

    @Test
    void lettersWithoutASourceOrWithALostTopicOrBoundForTheDeadLettersAreRefused() {
        Letter alien = Letters.read(5, new ProducerRecord<>("dead-letters", bytes("k"), bytes("v")));
        assertThat(alien.kind()).isEqualTo("?");
        assertThatThrownBy(() -> redriven(alien, Correction.NONE)).hasMessageContaining("--to");
        assertThatThrownBy(() -> new Redrive(Correction.NONE, Map.of()).record(letter(1, "a", "b")))
                .hasMessageContainingAll("sensor-readings", "--to");
        assertThatThrownBy(() -> redriven(alien, new Correction("dead-letters", null, null, null)))
                .isInstanceOf(UnredrivableException.class);
    }
}
