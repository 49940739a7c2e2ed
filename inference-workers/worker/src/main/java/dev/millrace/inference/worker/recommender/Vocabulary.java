package dev.millrace.inference.worker.recommender;

import dev.millrace.inference.api.ElementType;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.worker.head.Contract;
import dev.millrace.inference.worker.head.ModelRefusedException;
import java.util.Map;

/**
 * What a recommender is. Inputs {@code history} int64[batch, L] (vocabulary index 1..N, newest first, 0 is padding) and {@code k}
 * int64[1]; outputs {@code items} int64[batch, k] (vocabulary index) and {@code scores} float32[batch, k], best first.
 */
final class Vocabulary {
    private static final int MAX_HISTORY = 4096;

    private final String[] items;
    private final ItemTable index;
    private final int history;

    private Vocabulary(String[] items, ItemTable index, int history) {
        this.items = items;
        this.index = index;
        this.history = history;
    }

    static Vocabulary of(InferenceSession session) throws ModelRefusedException {
        Map<String, String> metadata = session.metadata();
        Contract.requireKind(metadata, RecommenderHead.KIND);
        Contract.requireInputs(session, Map.of("history", ElementType.INT64, "k", ElementType.INT64));
        Contract.requireOutputs(session, Map.of("items", ElementType.INT64, "scores", ElementType.FLOAT32));
        int history = Contract.requireInt(metadata, "millrace.history", 1, MAX_HISTORY);
        Contract.requireExtent(session, "history", 1, history);
        Contract.requireExtent(session, "k", 0, 1);
        String[] items = Contract.requireJson(metadata, "millrace.items", String[].class);
        if (items.length == 0) {
            throw new ModelRefusedException("millrace.items is empty");
        }
        var index = new ItemTable(items.length);
        for (int i = 0; i < items.length; i++) {
            if (items[i] == null || !index.add(items[i], i + 1)) {
                throw new ModelRefusedException("millrace.items has '" + items[i] + "' at position " + i
                        + ", items must be named and named once");
            }
        }
        return new Vocabulary(items, index, history);
    }

    /** N. */
    int size() {
        return items.length;
    }

    /** L. */
    int history() {
        return history;
    }

    /** 1..N, or 0 where the item is unknown. */
    int index(String item) {
        return index.find(item);
    }

    /** {@link #index} of each, written to the first places of {@code found}. */
    void indices(String[] texts, int[] found) {
        index.find(texts, found);
    }

    /** @param index 1..N */
    String item(int index) {
        return items[index - 1];
    }
}
