package dev.millrace.load.witness;

import dev.millrace.contracts.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Dead letters of this run's keys by kind of error, each refused record once. Thread-safe. */
final class LetterCounts {
    /** Letters beyond this many are counted without a look for repetitions. */
    private static final int REMEMBERED = 100_000;

    private static final String UNKNOWN = "unknown";

    private final Predicate<String> ours;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Long> byKind = new TreeMap<>();

    LetterCounts(Predicate<String> ours) {
        this.ours = ours;
    }

    synchronized void received(ConsumerRecord<byte[], byte[]> letter) {
        byte[] key = letter.key();
        if (key == null || !ours.test(new String(key, StandardCharsets.UTF_8))) {
            return;
        }
        String position = text(letter, DeadLetter.TOPIC) + "/" + text(letter, DeadLetter.PARTITION) + "/"
                + text(letter, DeadLetter.OFFSET);
        if (seen.size() >= REMEMBERED ? !seen.contains(position) : seen.add(position)) {
            String kind = text(letter, DeadLetter.KIND);
            byKind.merge(kind == null ? UNKNOWN : kind, 1L, Long::sum);
        }
    }

    private static @Nullable String text(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    synchronized Map<String, Long> byKind() {
        return new TreeMap<>(byKind);
    }
}
