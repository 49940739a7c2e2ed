package dev.millrace.console.picture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way from an input to its results.
 *
 * @param p50 from the event's Kafka timestamp to its result, milliseconds; null where none came lately
 */
public record Lane(
        String id, String title, @Nullable Double p50, @Nullable Double p99, List<Box> boxes, List<Arrow> arrows) {}
