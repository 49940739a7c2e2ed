package dev.millrace.features.api;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a look-up asks for: features of one or more views that share their join keys, so that one entity key finds them all. Made
 * once and used for many reads; stores keep what they derive from it.
 */
public final class FeatureRefs {
    private static final int AMBIGUOUS = -1;

    private final List<FeatureRef> refs;
    private final List<String> views;
    private final int[] viewOf;
    private final Map<String, Integer> byName = new HashMap<>();
    private final int hash;

    private FeatureRefs(Set<String> views, List<FeatureRef> refs) {
        this.refs = List.copyOf(refs);
        this.views = List.copyOf(views);
        viewOf = new int[refs.size()];
        for (int i = 0; i < viewOf.length; i++) {
            FeatureRef ref = refs.get(i);
            viewOf[i] = this.views.indexOf(ref.view());
            byName.merge(ref.feature(), i, (one, other) -> AMBIGUOUS);
            if (byName.put(ref.toString(), i) != null) {
                throw new IllegalArgumentException("features: '" + ref + "' is asked for twice");
            }
        }
        hash = 31 * this.refs.hashCode() + this.views.hashCode(); // stores look it up at every read
    }

    /** Features of one view; none at all asks only whether the row is there, and of when. */
    public static FeatureRefs of(String view, List<String> features) {
        return new FeatureRefs(
                Set.of(view),
                features.stream().map(feature -> new FeatureRef(view, feature)).toList());
    }

    /** Features in the order given; {@link IllegalArgumentException} where there are none or one is given twice. */
    public static FeatureRefs of(List<FeatureRef> refs) {
        if (refs.isEmpty()) {
            throw new IllegalArgumentException("features: none asked for");
        }
        Set<String> views = new LinkedHashSet<>();
        refs.forEach(ref -> views.add(ref.view()));
        return new FeatureRefs(views, refs);
    }

    public List<FeatureRef> refs() {
        return refs;
    }

    public int size() {
        return refs.size();
    }

    /** The views, each once, in the order of their first feature. */
    public List<String> views() {
        return views;
    }

    /** The index in {@link #views} of a feature's view. */
    public int viewOf(int feature) {
        return viewOf[feature];
    }

    /**
     * The index of a feature by its name or by {@code view:feature}; {@link IllegalArgumentException} where it was not asked for or
     * two views have a feature of the name.
     */
    public int indexOf(String feature) {
        Integer index = byName.get(feature);
        if (index == null || index == AMBIGUOUS) {
            throw new IllegalArgumentException(
                    "feature '" + feature + "' is " + (index == null ? "not" : "ambiguous") + " among " + refs);
        }
        return index;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureRefs that && refs.equals(that.refs) && views.equals(that.views);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return refs.toString();
    }
}
