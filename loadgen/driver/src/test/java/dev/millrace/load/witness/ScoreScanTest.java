package dev.millrace.load.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ScoreScanTest {
    @Test
    void readsWhatThePlatformWrites() {
        assertThat(scan("pump-1", new String(Results.score("pump-1", 1_700_000_000_123L), UTF_8)))
                .isEqualTo(1_700_000_000_123L);
    }

    /** Whatever the name: what the scan tells is what the parser tells. */
    @Property(tries = 500)
    void neverContradictsTheParser(@ForAll String name, @ForAll @LongRange(min = 0) long end) {
        byte[] value = Results.score(name, end);
        ScoreHead head = ScoreHead.read(value);
        long scanned = ScoreScan.windowEnd(name.getBytes(UTF_8), value);
        if (head != null && scanned != ScoreScan.UNKNOWN) {
            assertThat(scanned).isEqualTo(head.windowEnd());
        }
    }

    @Test
    void anotherFormIsLeftToTheParser() {
        assertThat(scan("a", "{\"sensorId\":\"a\",\"windowStart\":1,\"windowEnd\":2,"))
                .isEqualTo(2);
        assertThat(scan("a", "{\"sensorId\":\"b\",\"windowStart\":1,\"windowEnd\":2,"))
                .isNegative();
        assertThat(scan("a", "{\"sensorId\":\"a\", \"windowStart\":1,\"windowEnd\":2,"))
                .isNegative();
        assertThat(scan("a", "{\"sensorId\":\"a\",\"windowStart\":1,\"windowEnd\":2.5,"))
                .isNegative();
        assertThat(scan("a", "{\"sensorId\":\"a\",\"windowStart\":1,\"windowEnd\":-2,"))
                .isNegative();
        assertThat(scan("a", "{\"sensorId\":\"a\",\"windowStart\":1,\"windowEnd\":2"))
                .isNegative();
        assertThat(scan("a", "{\"sensorId\":\"a\",\"windowStart\":1,\"windowEnd\":,"))
                .isNegative();
        assertThat(scan("a", "{\"sensorId\":\"a\",\"windowStart\":1,\"windowEnd\":12345678901234567890,"))
                .isNegative();
        assertThat(scan("a\"", "{\"sensorId\":\"a\"\",\"windowStart\":1,\"windowEnd\":2,"))
                .isNegative();
        assertThat(scan("a", "")).isNegative();
    }

    private static long scan(String key, String value) {
        return ScoreScan.windowEnd(key.getBytes(UTF_8), value.getBytes(UTF_8));
    }
}
