package dev.millrace.contracts;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a decision was based on, as far as a consumer may want to see it.
 *
 * @param eventTime epoch milliseconds of the newest event in it
 * @param values named values, small
 * @param hash checksum of what is too large to repeat (the window, the history), hexadecimal
 */
public record FeatureSnapshot(long eventTime, Map<String, Double> values, @Nullable String hash) {}
