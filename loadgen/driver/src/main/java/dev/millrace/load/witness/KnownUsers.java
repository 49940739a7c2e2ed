package dev.millrace.load.witness;

import dev.millrace.load.plan.UserNames;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * The users that have acted. Their ids are written out only when somebody asks for one, which happens with a dead letter. Not
 * thread-safe.
 */
final class KnownUsers {
    private final BitSet acted = new BitSet();
    private final BitSet named = new BitSet();
    private final Set<String> ids = new HashSet<>();

    void acted(int user) {
        acted.set(user);
    }

    boolean contains(String userId, UserNames names) {
        if (ids.contains(userId)) {
            return true;
        }
        if (acted.cardinality() > named.cardinality()) {
            var fresh = (BitSet) acted.clone();
            fresh.andNot(named);
            fresh.stream().forEach(user -> ids.add(names.userId(user)));
            named.or(fresh);
        }
        return ids.contains(userId);
    }
}
