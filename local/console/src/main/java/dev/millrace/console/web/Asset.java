package dev.millrace.console.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/** One file of the page, packed once. */
record Asset(String contentType, byte[] plain, byte[] packed, String tag) {
    static Asset of(String contentType, byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        var sum = new CRC32();
        sum.update(bytes);
        return new Asset(
                contentType,
                bytes,
                packed.toByteArray(),
                '"' + HexFormat.of().toHexDigits((int) sum.getValue()) + '-' + bytes.length + '"');
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Asset asset && tag.equals(asset.tag) && Arrays.equals(plain, asset.plain);
    }

    @Override
    public int hashCode() {
        return tag.hashCode();
    }
}
