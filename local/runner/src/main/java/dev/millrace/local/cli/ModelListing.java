package dev.millrace.local.cli;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelEvent;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of {@code model list}: a line per version, and below it why it is where it is and what workers say of it. */
final class ModelListing {
    private static final String ROW = "%-16s %-8s %-10s %7s  %-8s  %-20s  %s%n";

    private final PrintWriter out;

    ModelListing(PrintWriter out) {
        this.out = out;
    }

    void print(List<ModelEntry> entries, List<ModelEvent> events) {
        out.printf(ROW, "MODEL", "VERSION", "STAGE", "TRAFFIC", "SHA-256", "CREATED", "DESCRIPTION");
        for (ModelEntry entry : entries) {
            out.printf(
                    ROW,
                    entry.name(),
                    entry.version(),
                    entry.stage().name().toLowerCase(Locale.ROOT),
                    new DecimalFormat("0.##%", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(entry.traffic()),
                    entry.artifact().sha256().substring(0, 8),
                    time(entry.createdAt()),
                    entry.description() == null ? "" : entry.description());
            note(entry.reason());
            if (entry.gate() != null && waits(entry)) {
                note("gate: " + ModelGate.text(entry.gate()));
            }
            printEvents(events.stream()
                    .filter(event ->
                            event.name().equals(entry.name()) && event.version().equals(entry.version()))
                    .toList());
        }
    }

    private void printEvents(List<ModelEvent> events) {
        String servers = events.stream()
                .filter(event -> event.event() == ModelEvent.Event.SERVING)
                .map(ModelEvent::worker)
                .collect(Collectors.joining(", "));
        if (!servers.isEmpty()) {
            note("served by " + servers);
        }
        events.stream()
                .filter(event -> event.event() == ModelEvent.Event.REFUSED)
                .forEach(event -> note("refused by " + event.worker() + " at " + time(event.at()) + " ("
                        + event.reason() + "): " + event.detail()));
    }

    private void note(@Nullable String text) {
        if (text != null) {
            out.println("    " + text);
        }
    }

    private static boolean waits(ModelEntry entry) {
        return entry.stage() == ModelEntry.Stage.SHADOW || entry.stage() == ModelEntry.Stage.CANARY;
    }

    private static String time(long millis) {
        return Instant.ofEpochSecond(Math.floorDiv(millis, 1000L)).toString();
    }
}
