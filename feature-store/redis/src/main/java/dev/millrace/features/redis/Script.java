package dev.millrace.features.redis;

import io.lettuce.core.codec.Base16;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A Lua script and the digest by which Redis knows it. */
record Script(String text, String sha1) {
    static Script load(String resource) {
        try (InputStream in = Script.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource " + resource + " is missing from the jar");
            }
            byte[] bytes = in.readAllBytes();
            return new Script(new String(bytes, StandardCharsets.UTF_8), Base16.digest(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
