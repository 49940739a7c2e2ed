package dev.millrace.inference.registry;

import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.ModelEntry;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The {@code models} topic as a table: the newest valid entry of each key. Not thread-safe.
 *
 * <p>A null value removes the key. An invalid entry changes nothing, so that a broken publisher cannot take a model away.
 */
final class ModelTable {
    private record Row(long offset, ModelEntry entry) {}

    private final Map<String, Row> rows = new HashMap<>();

    /** Takes one record in; throws where it is no valid entry. */
    void apply(ConsumerRecord<byte[], byte[]> found) throws InvalidRecordException {
        byte @Nullable [] key = found.key();
        byte @Nullable [] value = found.value();
        if (value == null) {
            if (key != null) {
                rows.remove(new String(key, StandardCharsets.UTF_8));
            }
            return;
        }
        ModelEntry entry = Entries.read(key, value);
        rows.put(entry.key(), new Row(found.offset(), entry));
    }

    /** Oldest first. */
    List<ModelEntry> entries() {
        return rows.values().stream()
                .sorted(Comparator.comparingLong(Row::offset))
                .map(Row::entry)
                .toList();
    }

    /** Entries of {@code name} whose stage is live, newest first: the first one rules, the others are what it replaced. */
    List<ModelEntry> live(String name) {
        return rows.values().stream()
                .filter(row -> row.entry().name().equals(name) && row.entry().stage() == ModelEntry.Stage.LIVE)
                .sorted(Comparator.comparingLong(Row::offset).reversed())
                .map(Row::entry)
                .toList();
    }

    /** The version after the largest {@code v<number>} that {@code name} has in the table. */
    int nextVersion(String name) {
        return 1
                + rows.values().stream()
                        .filter(row -> row.entry().name().equals(name))
                        .mapToInt(row -> number(row.entry().version()).orElse(0))
                        .max()
                        .orElse(0);
    }

    private static Optional<Integer> number(String version) {
        return version.matches("v[0-9]{1,9}") ? Optional.of(Integer.valueOf(version.substring(1))) : Optional.empty();
    }
}
