package dev.millrace.local.demo.report;

import dev.millrace.contracts.AnomalyAlert;
import dev.millrace.contracts.Recommendation;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells a sample of the results as they come, one alert and one recommendation a second at most. Thread-safe. */
public final class Narrator {
    private static final long PAUSE_MILLIS = 1000;
    private static final int ITEMS = 3;
    private static final int TITLE = 24;
    private static final int LINE = 100;

    private final Console out;
    private final Clock clock;
    private final Map<String, String> titles;
    private long nextAlert;
    private long nextRecommendation;

    /** {@code titles} by item id; an item without one is shown by its id. */
    public Narrator(Console out, Clock clock, Map<String, String> titles) {
        this.out = out;
        this.clock = clock;
        this.titles = Map.copyOf(titles);
    }

    /** {@code truth} says what is known about this time of this sensor, empty where nothing is. */
    public synchronized void alert(AnomalyAlert alert, String truth) {
        long now = clock.millis();
        if (now < nextAlert) {
            return;
        }
        nextAlert = now + PAUSE_MILLIS;
        out.line(String.format(
                Locale.ROOT,
                "  alert  %-8s %-18s severity %4.1f  %-18s %-7s%s",
                alert.status().name().toLowerCase(Locale.ROOT),
                clip(alert.sensorId(), 18),
                alert.severity(),
                top(alert.contributions()),
                alert.cause(),
                truth.isEmpty() ? "" : " [" + truth + "]"));
    }

    public synchronized void recommendation(Recommendation recommendation, String lastItem) {
        long now = clock.millis();
        if (now < nextRecommendation || recommendation.items().isEmpty()) {
            return;
        }
        nextRecommendation = now + PAUSE_MILLIS;
        List<Recommendation.Item> items = recommendation.items();
        String list =
                items.stream().limit(ITEMS).map(item -> title(item.itemId())).collect(Collectors.joining(" | "));
        out.line(clip(
                "  " + recommendation.userId() + " (" + recommendation.model().version() + ") after " + title(lastItem)
                        + ": " + list,
                LINE));
    }

    private String title(String itemId) {
        return clip(titles.getOrDefault(itemId, itemId), TITLE);
    }

    private static String top(Map<String, Double> contributions) {
        return contributions.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(entry -> clip(entry.getKey(), 12) + " " + Math.round(entry.getValue() * 100) + "%")
                .orElse("");
    }

    private static String clip(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 2) + "..";
    }
}
