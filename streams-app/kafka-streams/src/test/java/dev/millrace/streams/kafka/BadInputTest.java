package dev.millrace.streams.kafka;

import static dev.millrace.streams.kafka.Drive.NOW;
import static dev.millrace.streams.kafka.Drive.header;
import static dev.millrace.streams.kafka.Drive.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.DeadLetter;
import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.UserEvent;
import java.nio.file.Path;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {
    private final Drive drive;

    BadInputTest(@TempDir Path folder) {
        drive = new Drive(folder);
    }

    @AfterEach
    void stop() {
        drive.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user-events             | streams.user-state | malformed   | k | {not json",
                "user-events             | streams.user-state | missing-key | k | {\"userId\":\"u\",\"itemId\":\"i\",\"type\":\"view\",\"timestamp\":1}",
                "user-events             | streams.user-state | wrong-type  | k | {\"userId\":\"k\",\"itemId\":\"i\",\"type\":\"stare\",\"timestamp\":1}",
                "user-events             | streams.user-state | future-time | k | {\"userId\":\"k\",\"itemId\":\"i\",\"type\":\"view\",\"timestamp\":9999999999999}",
                "recommendation-requests | streams.requests   | missing-key | k | {\"userId\":\"k\"}",
                "recommendation-requests | streams.requests   | wrong-type  | k | {\"userId\":\"k\",\"requestId\":\"r\",\"k\":0}",
                "item-catalog            | streams.catalog    | missing-key | k | {\"title\":\"t\"}",
                "anomaly-scores          | streams.alerts     | malformed   | k | [1,2]",
                "anomaly-scores          | streams.alerts     | missing-key | k | {\"score\":1}",
            })
    void badRecordBecomesADeadLetterWithItsBytes(String topic, String stage, String kind, String key, String value) {
        drive.send(topic, key, utf8(value), NOW, new RecordHeader("mine", utf8("kept")));
        TestRecord<byte[], byte[]> letter = drive.read(Topics.DEAD_LETTERS).get(0);
        assertThat(letter.key()).isEqualTo(utf8(key));
        assertThat(letter.value()).isEqualTo(utf8(value));
        assertThat(header(letter, "mine")).isEqualTo("kept");
        assertThat(header(letter, DeadLetter.TOPIC)).isEqualTo(topic);
        assertThat(header(letter, DeadLetter.OFFSET)).isEqualTo("0");
        assertThat(header(letter, DeadLetter.STAGE)).isEqualTo(stage);
        assertThat(header(letter, DeadLetter.KIND)).isEqualTo(kind);
        assertThat(header(letter, DeadLetter.REASON)).isNotBlank();
        assertThat(header(letter, DeadLetter.TIME)).isEqualTo(Long.toString(NOW));
        assertThat(drive.told).containsExactly(stage + " " + kind);
        assertThat(drive.read(Topics.inference("recommender"))).isEmpty();
        assertThat(drive.read(Topics.FEATURES)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"user-events", "recommendation-requests", "item-catalog", "anomaly-scores"})
    void recordWithNeitherKeyNorValueIsRefused(String topic) {
        drive.send(topic, null, null, NOW);
        TestRecord<byte[], byte[]> letter = drive.read(Topics.DEAD_LETTERS).get(0);
        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isNull();
        assertThat(header(letter, DeadLetter.KIND)).isEqualTo("malformed");
    }

    @Test
    void brokenStateStopsItsUserAndNobodyElse() {
        KeyValueStore<byte[], byte[]> store = drive.driver().getKeyValueStore(UserStateTopology.STORE);
        store.put(utf8("u1"), new byte[] {99});
        drive.send(Topics.USER_EVENTS, "u1", view("u1"), NOW);
        drive.send(Topics.USER_EVENTS, "u2", view("u2"), NOW);
        TestRecord<byte[], byte[]> letter = drive.read(Topics.DEAD_LETTERS).get(0);
        assertThat(letter.value()).isEqualTo(view("u1"));
        assertThat(header(letter, DeadLetter.REASON)).contains("user state of version 99");
        assertThat(drive.read(Topics.inference("recommender"))).hasSize(1);
    }

    @Test
    void recordThatWouldNotFitIntoADeadLetterIsCutAndSaysSo() {
        byte[] value = new byte[Topics.MAX_RECORD_BYTES + 5];
        drive.send(Topics.USER_EVENTS, "u1", value, NOW);
        TestRecord<byte[], byte[]> letter = drive.read(Topics.DEAD_LETTERS).get(0);
        assertThat(letter.value()).hasSizeLessThan(DeadLetterRecords.KEPT_BYTES);
        assertThat(header(letter, DeadLetter.KIND)).isEqualTo("oversize");
        assertThat(header(letter, DeadLetter.REASON)).contains("of the value's " + value.length + " bytes the first");
    }

    private static byte[] view(String user) {
        return Inputs.write(new UserEvent(user, "i", UserEvent.Type.VIEW, NOW, null, null, null));
    }
}
