package dev.millrace.microbench;

import org.jspecify.annotations.Nullable;

/**
 * A stage that is made slower on purpose, to see whether that is found.
 *
 * @param stage null: none
 * @param by share that it takes more
 */
record Slowing(@Nullable String stage, double by) {
    static final Slowing NONE = new Slowing(null, 0);

    /** {@code STAGE:PERCENT}, or empty for none. */
    static Slowing of(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        String[] parts = text.split(":", 2);
        if (parts.length < 2 || parts[0].isEmpty() || !parts[1].matches("[0-9]{1,4}")) {
            throw new IllegalArgumentException("slow is '" + text + "': must be STAGE:PERCENT, such as state:20");
        }
        return new Slowing(parts[0], Double.parseDouble(parts[1]) / 100);
    }

    StageClock clock() {
        return new StageClock(stage, by);
    }
}
