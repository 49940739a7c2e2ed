package dev.millrace.k8s;

import java.util.ArrayList;
import java.util.List;

/** Collects findings; not thread-safe. */
public final class Findings {
    private final List<Finding> found = new ArrayList<>();

    public void add(String object, String key, String problem) {
        found.add(new Finding(object, key, problem));
    }

    /** Adds a finding unless the condition holds. */
    public void require(boolean condition, String object, String key, String problem) {
        if (!condition) {
            add(object, key, problem);
        }
    }

    public List<Finding> list() {
        return List.copyOf(found);
    }
}
