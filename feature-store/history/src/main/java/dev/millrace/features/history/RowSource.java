package dev.millrace.features.history;

/**
 * Where a row was read.
 *
 * @param createdMillis when it was produced, epoch milliseconds: from then on it could be known
 */
public record RowSource(int partition, long offset, long createdMillis) {}
