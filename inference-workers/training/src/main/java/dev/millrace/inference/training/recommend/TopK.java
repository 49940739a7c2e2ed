package dev.millrace.inference.training.recommend;

import java.util.Comparator;
import java.util.PriorityQueue;

/** The places of the largest values, largest first; of equal values the one at the lower place first, as ONNX TopK does. */
final class TopK {
    private TopK() {}

    static int[] of(float[] values, int k) {
        int size = Math.min(k, values.length);
        Comparator<Integer> better =
                Comparator.<Integer>comparingDouble(i -> -values[i]).thenComparingInt(i -> i);
        var worstFirst = new PriorityQueue<Integer>(size + 1, better.reversed());
        for (int i = 0; i < values.length; i++) {
            if (worstFirst.size() < size || values[i] > values[worstFirst.element()]) {
                worstFirst.add(i);
                if (worstFirst.size() > size) {
                    worstFirst.remove();
                }
            }
        }
        int[] places = new int[size];
        for (int i = size - 1; i >= 0; i--) {
            places[i] = worstFirst.remove();
        }
        return places;
    }
}
