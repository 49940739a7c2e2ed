package dev.millrace.load.plan;

/**
 * Which readings of a sensor owe a score: the one that fills a window of {@code size}, then every {@code hop}-th.
 *
 * @param size readings in a window
 * @param hop readings from one window to the next
 */
public record WindowRule(int size, int hop) {
    public WindowRule {
        if (size < 1 || hop < 1) {
            throw new IllegalArgumentException("a window of " + size + " readings every " + hop + " is none");
        }
    }

    public boolean owes(long sample) {
        return sample >= size - 1 && (sample + 1 - size) % hop == 0;
    }
}
