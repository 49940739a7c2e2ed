package dev.millrace.contracts;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Channel names in the order in which they were sent, and how that becomes the sorted order of a {@link SensorReading}. */
final class ChannelOrder {
    private final String[] sent;
    private final String[] sorted;
    /** {@code place[sorted index]} among those sent; null where they were sorted. */
    private final int @Nullable [] place;

    private ChannelOrder(String[] sent, String[] sorted, int @Nullable [] place) {
        this.sent = sent;
        this.sorted = sorted;
        this.place = place;
    }

    /** Throws where a name is there twice. */
    static ChannelOrder of(String[] sent) throws InvalidRecordException {
        Integer[] place = new Integer[sent.length];
        Arrays.setAll(place, i -> i);
        Arrays.sort(place, Comparator.comparing(i -> sent[i]));
        String[] sorted = new String[sent.length];
        boolean moved = false;
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = sent[place[i]];
            moved |= place[i] != i;
            if (i > 0 && sorted[i].equals(sorted[i - 1])) {
                throw new InvalidRecordException(ErrorKind.MALFORMED, "channel '" + sorted[i] + "' is there twice");
            }
        }
        int[] places = Arrays.stream(place).mapToInt(Integer::intValue).toArray();
        return new ChannelOrder(sent, ChannelSets.shared(sorted), moved ? places : null);
    }

    /** These and then {@code more}. */
    ChannelOrder and(ChannelOrder more) throws InvalidRecordException {
        String[] all = Arrays.copyOf(sent, sent.length + more.sent.length);
        System.arraycopy(more.sent, 0, all, sent.length, more.sent.length);
        return of(all);
    }

    int size() {
        return sent.length;
    }

    String[] sorted() {
        return sorted;
    }

    /** {@code values} in the order of {@link #sorted}. */
    double[] sorted(double[] values) {
        if (place == null) {
            return values;
        }
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[place[i]];
        }
        return result;
    }
}
