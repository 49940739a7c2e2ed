package dev.millrace.inference.worker.stream;

/**
 * When one batch was in the model, by the monotonic clock in nanoseconds.
 *
 * @param begun the scorer began with it
 * @param ready its features had been looked up; {@code begun} where the model wants none
 * @param ended its answers were there
 */
record Lap(long begun, long ready, long ended, boolean lookedUp) {
    /** Of what never came into a model. */
    static final Lap NONE = new Lap(0, 0, 0, false);
}
