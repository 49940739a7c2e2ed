package dev.millrace.inference.training.recommend;

import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * What there is to learn: each interaction that has something before it and whose item is new to the user (items that are not
 * new are never recommended). Packed, one long each.
 */
final class Examples {
    private final UserSequences data;
    private final long[] packed;

    Examples(UserSequences data) {
        this.data = data;
        LongStream.Builder examples = LongStream.builder();
        BitSet seen = new BitSet();
        for (int user = 0; user < data.sequences().size(); user++) {
            int[] items = data.sequences().get(user);
            seen.clear();
            for (int at = 0; at < items.length; at++) {
                if (at > 0 && !seen.get(items[at])) {
                    examples.add((long) user << Integer.SIZE | at);
                }
                seen.set(items[at]);
            }
        }
        packed = examples.build().toArray();
    }

    int size() {
        return packed.length;
    }

    int[] sequence(int example) {
        return data.sequences().get(user(example));
    }

    /** Where in the sequence the item to foresee is; what is before it is the history. */
    int position(int example) {
        return (int) packed[example];
    }

    /** Place of the interaction among all, by time, from 0. */
    int place(int example) {
        return data.places().get(user(example))[position(example)];
    }

    /** Fisher and Yates. */
    void shuffle(SplittableRandom random) {
        for (int i = packed.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            long example = packed[i];
            packed[i] = packed[j];
            packed[j] = example;
        }
    }

    private int user(int example) {
        return (int) (packed[example] >>> Integer.SIZE);
    }
}
