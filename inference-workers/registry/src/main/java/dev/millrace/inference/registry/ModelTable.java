package dev.millrace.inference.registry;

import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelEntry.Stage;
import dev.millrace.contracts.ModelEvent;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The {@code models} topic as a table: the newest valid entry of each version, and the newest event of each version and worker.
 * Not thread-safe.
 *
 * <p>A null value removes the key. An invalid entry changes nothing, so that a broken publisher cannot take a model away.
 */
final class ModelTable {
    private record Row(long offset, ModelEntry entry) {}

    private record EventRow(long offset, ModelEvent event) {}

    private final Map<String, Row> rows = new HashMap<>();
    private final Map<String, EventRow> events = new HashMap<>();

    /** Takes one record in; throws where it is neither a valid entry nor a valid event. */
    void apply(ConsumerRecord<byte[], byte[]> found) throws InvalidRecordException {
        byte @Nullable [] key = found.key();
        byte @Nullable [] value = found.value();
        String name = key == null ? "" : new String(key, StandardCharsets.UTF_8);
        if (value == null) {
            rows.remove(name);
            events.remove(name);
        } else if (ModelEvent.isKey(name)) {
            events.put(name, new EventRow(found.offset(), Entries.readEvent(name, value)));
        } else {
            ModelEntry entry = Entries.read(key, value);
            rows.put(entry.key(), new Row(found.offset(), entry));
        }
    }

    /** Oldest first. */
    List<ModelEntry> entries() {
        return rows.values().stream()
                .sorted(Comparator.comparingLong(Row::offset))
                .map(Row::entry)
                .toList();
    }

    /** Oldest first. */
    List<ModelEvent> events() {
        return events.values().stream()
                .sorted(Comparator.comparingLong(EventRow::offset))
                .map(EventRow::event)
                .toList();
    }

    Optional<ModelEntry> find(String name, String version) {
        return Optional.ofNullable(rows.get(name + "/" + version)).map(Row::entry);
    }

    Lineup lineup(String name) {
        return new Lineup(
                live(name),
                newest(name, Stage.CANARY).findFirst().orElse(null),
                newest(name, Stage.SHADOW).findFirst().orElse(null));
    }

    /** Entries of {@code name} whose stage is live, newest first: the first one rules, the others are what it replaced. */
    List<ModelEntry> live(String name) {
        return newest(name, Stage.LIVE).toList();
    }

    private Stream<ModelEntry> newest(String name, Stage stage) {
        return rows.values().stream()
                .filter(row -> row.entry().name().equals(name) && row.entry().stage() == stage)
                .sorted(Comparator.comparingLong(Row::offset).reversed())
                .map(Row::entry);
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
