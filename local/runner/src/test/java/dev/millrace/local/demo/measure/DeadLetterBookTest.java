package dev.millrace.local.demo.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.DeadLetter;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.SourceRef;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DeadLetterBookTest {
    private final DeadLetterBook book = new DeadLetterBook();

    @Test
    void aLetterWithTheOriginalBytesSettlesWhatIsOwed() {
        Headers headers = expect("value", "NaN");
        book.onRecord(letter(headers, "value", 1));
        assertThat(book.outstanding()).isZero();
        assertThat(book.received()).isEqualTo(1);
        assertThat(book.unexpected()).isZero();
    }

    @Test
    void aLetterWithOtherBytesDoesNot() {
        Headers headers = expect("value", "NaN");
        book.onRecord(letter(headers, "other", 1));
        assertThat(book.outstanding()).isEqualTo(1);
        assertThat(book.altered()).isEqualTo(1);
        assertThat(book.missing()).containsExactly("NaN");
    }

    @Test
    void aRepeatedLetterIsADuplicate() {
        Headers headers = expect("value", "NaN");
        book.onRecord(letter(headers, "value", 1));
        book.onRecord(letter(headers, "value", 1));
        assertThat(book.duplicates()).isEqualTo(1);
        assertThat(book.received()).isEqualTo(1);
    }

    @Test
    void aLetterOfAGoodRecordIsUnexpected() {
        book.onRecord(letter(new RecordHeaders(), "value", 7));
        book.onRecord(letter(new RecordHeaders(), "value", 7));
        assertThat(book.unexpected()).isEqualTo(1);
        assertThat(book.duplicates()).isEqualTo(1);
        assertThat(book.outstanding()).isZero();
    }

    private Headers expect(String value, String what) {
        Headers headers = new RecordHeaders();
        book.expect(headers, null, value.getBytes(StandardCharsets.UTF_8), what);
        return headers;
    }

    private static ConsumerRecord<byte[], byte[]> letter(Headers headers, String value, long offset) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        var source = new SourceRef("sensor-readings", 0, offset);
        var record =
                new DeadLetter(source, null, bytes, headers, "test", ErrorKind.MALFORMED, "why", 1, 0, null).toRecord();
        return new ConsumerRecord<>(
                record.topic(),
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                null,
                bytes,
                record.headers(),
                Optional.empty());
    }
}
