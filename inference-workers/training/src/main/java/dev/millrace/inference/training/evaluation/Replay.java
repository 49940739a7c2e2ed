package dev.millrace.inference.training.evaluation;

import dev.millrace.inference.training.recommend.Vocabulary;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** What each user did so far. */
final class Replay {
    /** Longest history handed to a ranker. */
    private static final int LONGEST = 200;

    private final Vocabulary catalogue;
    private final Map<String, User> users = new HashMap<>();

    private static final class User {
        private final BitSet seen;
        private final int[] ring = new int[LONGEST];
        private int count;

        private User(int items) {
            seen = new BitSet(items + 1);
        }
    }

    Replay(Vocabulary catalogue) {
        this.catalogue = catalogue;
    }

    void add(String id, int item) {
        User user = users.computeIfAbsent(id, key -> new User(catalogue.size()));
        user.seen.set(item);
        user.ring[user.count++ % LONGEST] = item;
    }

    boolean seen(String id, int item) {
        User user = users.get(id);
        return user != null && user.seen.get(item);
    }

    /** Newest first, empty for a new user. */
    int[] history(String id) {
        User user = users.get(id);
        int[] history = new int[user == null ? 0 : Math.min(user.count, LONGEST)];
        for (int k = 0; k < history.length; k++) {
            history[k] = user == null ? 0 : user.ring[(user.count - 1 - k) % LONGEST];
        }
        return history;
    }
}
