package dev.millrace.local.cli;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelEntry.Stage;
import dev.millrace.contracts.ModelEvent;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The table of {@code model list}: a line per version, and below it why it is where it is and what workers say of it. The newest
 * live entry of a model rules; an older one, which serves again after a roll-back, is shown as replaced.
 */
final class ModelListing {
    private static final String ROW = "%-16s %-8s %-10s %7s  %-8s  %-20s  %s%n";

    private final PrintWriter out;

    ModelListing(PrintWriter out) {
        this.out = out;
    }

    /** Entries and events in the order of the registry, the newest last. */
    void print(List<ModelEntry> entries, List<ModelEvent> events) {
        Map<String, ModelEntry> ruling = new HashMap<>();
        entries.stream().filter(entry -> entry.stage() == Stage.LIVE).forEach(entry -> ruling.put(entry.name(), entry));
        Map<List<String>, ModelEvent> serving = new LinkedHashMap<>();
        events.stream()
                .filter(event -> event.event() == ModelEvent.Event.SERVING)
                .forEach(event -> serving.put(List.of(event.name(), event.worker()), event));
        out.printf(ROW, "MODEL", "VERSION", "STAGE", "TRAFFIC", "SHA-256", "CREATED", "DESCRIPTION");
        for (ModelEntry entry : inOrderOfCreation(entries)) {
            boolean replaced = entry.stage() == Stage.LIVE && !entry.equals(ruling.get(entry.name()));
            out.printf(
                    ROW,
                    entry.name(),
                    entry.version(),
                    replaced ? "replaced" : entry.stage().name().toLowerCase(Locale.ROOT),
                    new DecimalFormat("0.##%", DecimalFormatSymbols.getInstance(Locale.ROOT))
                            .format(replaced ? 0 : entry.traffic()),
                    entry.artifact().sha256().substring(0, 8),
                    time(entry.createdAt()),
                    entry.description() == null ? "" : entry.description());
            note(entry.reason());
            if (entry.gate() != null && waits(entry)) {
                note("gate: " + ModelGate.text(entry.gate()));
            }
            String servers = serving.values().stream()
                    .filter(event -> isOf(event, entry))
                    .map(ModelEvent::worker)
                    .collect(Collectors.joining(", "));
            note(servers.isEmpty() ? null : "served by " + servers);
            events.stream()
                    .filter(event -> event.event() == ModelEvent.Event.REFUSED && isOf(event, entry))
                    .forEach(event -> note("refused by " + event.worker() + " at " + time(event.at()) + " ("
                            + event.reason() + "): " + event.detail()));
        }
    }

    private static List<ModelEntry> inOrderOfCreation(List<ModelEntry> entries) {
        return entries.stream()
                .sorted(Comparator.comparing(ModelEntry::name).thenComparing(ModelEntry::createdAt))
                .toList();
    }

    private static boolean isOf(ModelEvent event, ModelEntry entry) {
        return event.name().equals(entry.name()) && event.version().equals(entry.version());
    }

    private void note(@Nullable String text) {
        if (text != null) {
            out.println("    " + text);
        }
    }

    private static boolean waits(ModelEntry entry) {
        return entry.stage() == Stage.SHADOW || entry.stage() == Stage.CANARY;
    }

    private static String time(long millis) {
        return Instant.ofEpochSecond(Math.floorDiv(millis, 1000L)).toString();
    }
}
