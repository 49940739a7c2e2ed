package dev.millrace.inference.worker.features;

import dev.millrace.features.api.Presence;

/**
 * What the model gets where a feature is missing (no row, or NULL) or stale (its row is older than the view's time to live).
 *
 * @param otherwise stands for a feature that is not given to the model
 */
public record FeaturePolicy(Action missing, Action stale, float otherwise) {
    /** What is done. */
    public enum Action {
        /** The model gets the value that stands for it. */
        DEFAULT,
        /** As DEFAULT, a stale value as it is; and the answer names the feature. */
        MARK,
        /** The request is a dead letter. */
        REFUSE
    }

    /** Missing and stale features are marked, 0 stands for a missing one. */
    public static FeaturePolicy defaults() {
        return new FeaturePolicy(Action.MARK, Action.MARK, 0);
    }

    /** What to do about a feature that is not {@link Presence#PRESENT}. */
    Action about(Presence presence) {
        return presence == Presence.OUTSIDE_MAX_AGE ? stale : missing;
    }
}
