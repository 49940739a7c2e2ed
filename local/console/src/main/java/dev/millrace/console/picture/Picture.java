package dev.millrace.console.picture;

import dev.millrace.observer.snapshot.ModelState;
import java.util.List;
import java.util.Map;

/**
 * The pipeline at a moment.
 *
 * @param at epoch milliseconds
 * @param blind whether Kafka cannot be read; the rest is then as old as {@code seenAt}
 * @param seenAt when Kafka was read last, epoch milliseconds
 * @param firing alerts that fire, by severity
 */
public record Picture(
        long at,
        boolean blind,
        long seenAt,
        double sloSeconds,
        List<Lane> lanes,
        List<ModelState> models,
        Map<String, Integer> firing) {}
