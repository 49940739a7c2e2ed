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

    /** Each text is followed by a zero byte. */
    public String of(String[] texts) {
        scratch.clear();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (scratch.remaining() <= bytes.length) {
                scratch = ByteBuffer.allocate(2 * (scratch.position() + bytes.length + 1))
                        .put(scratch.flip());
            }
            scratch.put(bytes).put((byte) 0);
        }
        crc.reset();
        crc.update(scratch.flip());
        return hex();
    }

    private String hex() {
        String digits = Long.toHexString(crc.getValue());
        return "0".repeat(8 - digits.length()) + digits;
    }
}
