package dev.millrace.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.DeadLetter;
import dev.millrace.contracts.Json;
import dev.millrace.local.dlq.Letter;
import dev.millrace.local.dlq.Redrive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Dead letters as text: a row, a line of JSON, or all of one. Bytes of strangers never reach the terminal raw. */
final class LetterText {
    private static final String ROW = "%8s  %-20s %-24s %-12s %5s  %-32s %-16s %-8s %s";
    private static final int HEX_BYTES_PER_LINE = 32;

    private LetterText() {}

    static String header() {
        return ROW.formatted("OFFSET", "TIME", "STAGE", "KIND", "TRIES", "SOURCE", "KEY", "REDRIVEN", "REASON");
    }

    static String row(Letter letter, boolean redriven) {
        return ROW.formatted(
                letter.id(),
                time(letter),
                printable(letter.stage()),
                printable(letter.kind()),
                letter.attempts() + letter.earlierRedrives(),
                letter.source() == null ? "?" : printable(letter.source().toString()),
                letter.key() == null ? "-" : text(letter.key()),
                redriven ? "yes" : "-",
                printable(letter.reason()));
    }

    static String json(Letter letter, boolean redriven) throws JsonProcessingException {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("offset", letter.id().offset());
        fields.put("partition", letter.id().partition());
        fields.put("time", time(letter));
        fields.put("stage", letter.stage());
        fields.put("kind", letter.kind());
        fields.put("reason", letter.reason());
        fields.put("attempts", letter.attempts());
        fields.put("earlierRedrives", letter.earlierRedrives());
        fields.put("redriven", redriven);
        fields.put("source", letter.source());
        fields.put("model", letter.model());
        fields.put("key", letter.key() == null ? null : text(letter.key()));
        fields.put("valueBytes", letter.value() == null ? null : letter.value().length);
        return Json.mapper().writeValueAsString(fields);
    }

    static String headerLine(Header header) {
        String value = header.value() == null ? "null" : text(header.value());
        boolean ours = header.key().equals(DeadLetter.TIME);
        return "  " + printable(header.key()) + ": " + value + (ours ? instant(value) : "")
                + (header.key().equals(Redrive.REDRIVEN) ? "  (sent again from there, and died again)" : "");
    }

    /** Indented JSON, else the text, else hexadecimal. */
    static String value(byte @Nullable [] value) {
        if (value == null) {
            return "(null)";
        }
        try {
            JsonNode tree = Json.mapper().readTree(value);
            if (tree != null && tree.isContainerNode()) {
                return tree.toPrettyString();
            }
        } catch (IOException e) {
            // not JSON: that may be why it lies here
        }
        String text = decode(value);
        return text == null ? hexLines(value) : printable(text, true);
    }

    static String time(Letter letter) {
        return Instant.ofEpochMilli(letter.timeMillis())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    private static String instant(String millis) {
        try {
            return "  (" + Instant.ofEpochMilli(Long.parseLong(millis)) + ")";
        } catch (NumberFormatException e) {
            return "";
        }
    }

    /** Printable text, or {@code 0x...} where the bytes are none. */
    static String text(byte[] bytes) {
        String text = decode(bytes);
        return text == null ? "0x" + HexFormat.of().formatHex(bytes) : printable(text);
    }

    private static @Nullable String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String printable(String text) {
        return printable(text, false);
    }

    private static String printable(String text, boolean keepLines) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (Character.isISOControl(point) && !(keepLines && (point == '\n' || point == '\t'))) {
                out.append(String.format("\\u%04x", point));
            } else {
                out.appendCodePoint(point);
            }
        });
        return out.toString();
    }

    private static String hexLines(byte[] bytes) {
        var out = new StringBuilder("(" + bytes.length + " bytes, not UTF-8)");
        for (int from = 0; from < bytes.length; from += HEX_BYTES_PER_LINE) {
            int to = Math.min(bytes.length, from + HEX_BYTES_PER_LINE);
            out.append(String.format("%n%08x  ", from))
                    .append(HexFormat.ofDelimiter(" ").formatHex(bytes, from, to));
        }
        return out.toString();
    }
}
