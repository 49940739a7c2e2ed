package dev.millrace.local.demo.measure;

import dev.millrace.contracts.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are owed and which came. A record that must come back carries a header of ours; dead letters keep the
 * original headers and bytes, which is checked by the way. Thread-safe.
 */
public final class DeadLetterBook {
    /** Header that marks a record that must come back. */
    public static final String HEADER = "millrace.demo.expect";

    private record Expected(byte @Nullable [] key, byte @Nullable [] value, String what) {}

    private final Map<String, Expected> outstanding = new HashMap<>();
    private final Set<String> settled = new HashSet<>();
    private final Set<String> positions = new HashSet<>();
    private long expected;
    private long received;
    private long unexpected;
    private long duplicates;
    private long altered;

    /** Marks the record's headers and waits for its dead letter; to be called before the record is sent. */
    public synchronized void expect(Headers headers, byte @Nullable [] key, byte @Nullable [] value, String what) {
        String id = Long.toString(expected++);
        headers.add(HEADER, id.getBytes(StandardCharsets.UTF_8));
        outstanding.put(id, new Expected(key, value, what));
    }

    public synchronized void onRecord(ConsumerRecord<byte[], byte[]> letter) {
        String id = text(letter.headers(), HEADER);
        if (id == null) {
            String position = text(letter.headers(), DeadLetter.TOPIC) + "/"
                    + text(letter.headers(), DeadLetter.PARTITION) + "/" + text(letter.headers(), DeadLetter.OFFSET);
            if (positions.add(position)) {
                received++;
                unexpected++;
            } else {
                duplicates++;
            }
            return;
        }
        Expected original = outstanding.get(id);
        if (original == null) {
            if (settled.contains(id)) {
                duplicates++;
            }
            return;
        }
        received++;
        if (!Arrays.equals(original.value(), letter.value()) || !Arrays.equals(original.key(), letter.key())) {
            altered++; // stays outstanding: the original bytes are what is owed
            return;
        }
        outstanding.remove(id);
        settled.add(id);
    }

    public synchronized long expected() {
        return expected;
    }

    /** Distinct dead letters received, expected or not. */
    public synchronized long received() {
        return received;
    }

    /** Dead letters of records that we took for good. */
    public synchronized long unexpected() {
        return unexpected;
    }

    /** Dead letters whose key or value is not that of the record sent. */
    public synchronized long altered() {
        return altered;
    }

    public synchronized long duplicates() {
        return duplicates;
    }

    public synchronized long outstanding() {
        return outstanding.size();
    }

    /** What is wrong with the records whose dead letters are missing, in words. */
    public synchronized List<String> missing() {
        return outstanding.values().stream().map(Expected::what).sorted().toList();
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
