package dev.millrace.scaler.simulate.contend;

/** Largest and smallest values of windows that slide, in linear time. */
final class Sliding {
    private Sliding() {}

    /** The largest of {@code values[i .. i + ahead]}, for each i. */
    static int[] maxAhead(int[] values, int ahead) {
        int[] result = new int[values.length];
        int[] queue = new int[values.length];
        int head = 0;
        int tail = 0;
        // From the end, so that what lies ahead is known; the queue's values fall from its tail to its head.
        for (int i = values.length - 1; i >= 0; i--) {
            while (tail > head && values[queue[tail - 1]] <= values[i]) {
                tail--;
            }
            queue[tail] = i;
            tail++;
            while (queue[head] > i + ahead) {
                head++;
            }
            result[i] = values[queue[head]];
        }
        return result;
    }

    /** {@code values} with every dip that is no longer than {@code width} filled to the lower of its brims. */
    static int[] closed(int[] values, int width) {
        int[] high = maxAhead(values, width);
        int[] mirrored = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            mirrored[i] = -high[values.length - 1 - i];
        }
        int[] low = maxAhead(mirrored, width);
        int[] result = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = Math.max(values[i], -low[values.length - 1 - i]);
        }
        return result;
    }
}
