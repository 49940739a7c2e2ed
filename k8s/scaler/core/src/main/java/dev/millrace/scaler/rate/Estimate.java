package dev.millrace.scaler.rate;

import dev.millrace.scaler.decide.Capacity;

/**
 * What one worker can do, and how that is known.
 *
 * @param capacity rate and start-up time
 * @param rate where the rate comes from
 * @param startup where the start-up time comes from
 */
public record Estimate(Capacity capacity, Source rate, Source startup) {
    /** Where a figure comes from. */
    public enum Source {
        DECLARED("declared"),
        /** From the cost of batches, at full batches ({@link BatchCost}). */
        BATCHES("measured from batches"),
        /** Seen while workers had more work than they could do. */
        SATURATED("measured at full load"),
        STARTS("measured");

        private final String words;

        Source(String words) {
            this.words = words;
        }

        public boolean measured() {
            return this != DECLARED;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
