package dev.millrace.inference.worker.head;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** CRC-32 of what a result was based on, as eight hexadecimal digits. One thread at a time. */
public final class Checksum {
    private final CRC32 crc = new CRC32();
    private ByteBuffer scratch = ByteBuffer.allocate(4096);

    public String of(float[] values) {
        if (scratch.capacity() < values.length * Float.BYTES) {
            scratch = ByteBuffer.allocate(values.length * Float.BYTES);
        }
        scratch.clear().asFloatBuffer().put(values);
        crc.reset();
        crc.update(scratch.array(), 0, values.length * Float.BYTES);
        return hex();
    }

    /** Texts are separated by a zero byte. */
    public String of(String[] texts) {
        crc.reset();
        for (String text : texts) {
            crc.update(text.getBytes(StandardCharsets.UTF_8));
            crc.update(0);
        }
        return hex();
    }

    private String hex() {
        String digits = Long.toHexString(crc.getValue());
        return "0".repeat(8 - digits.length()) + digits;
    }
}
