package dev.millrace.inference.worker.head;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** The hash in a result's features is public: whoever has the window or the history can compute it. */
class ChecksumTest {
    @Test
    void textsAreFollowedByAZeroByteHoweverManyThereAre() {
        var checksum = new Checksum();
        for (int count : new int[] {0, 1, 3, 2000}) {
            String[] texts = new String[count];
            Arrays.setAll(texts, i -> "ïtem-" + i);
            var crc = new CRC32();
            for (String text : texts) {
                crc.update(text.getBytes(UTF_8));
                crc.update(0);
            }
            assertThat(checksum.of(texts)).isEqualTo(String.format("%08x", crc.getValue()));
        }
    }

    @Test
    void numbersAreBigEndian() {
        var crc = new CRC32();
        crc.update(new byte[] {0x3f, (byte) 0x80, 0, 0, (byte) 0xc0, 0, 0, 0});
        assertThat(new Checksum().of(new float[] {1, -2})).isEqualTo(String.format("%08x", crc.getValue()));
    }
}
