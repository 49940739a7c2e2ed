package dev.millrace.inference.training.recommend;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The items that a model knows; index 1 is the first, 0 stands for none (padding, unknown). Immutable. */
public final class Vocabulary {
    private final List<String> items;
    private final Map<String, Integer> indices = new HashMap<>();

    public Vocabulary(List<String> items) {
        this.items = List.copyOf(items);
        for (String item : this.items) {
            if (indices.put(item, indices.size() + 1) != null) {
                throw new IllegalArgumentException("the item " + item + " is in the vocabulary twice");
            }
        }
    }

    /** In the order of their index. */
    public List<String> items() {
        return items;
    }

    public int size() {
        return items.size();
    }

    /** From 1; 0 where the item is not known. */
    public int index(String item) {
        return indices.getOrDefault(item, 0);
    }

    public String item(int index) {
        return items.get(index - 1);
    }

    /** Indices of the known items among {@code history}, newest first, at most {@code length}. */
    public int[] indices(List<String> history, int length) {
        return history.stream()
                .mapToInt(this::index)
                .filter(i -> i > 0)
                .limit(length)
                .toArray();
    }
}
