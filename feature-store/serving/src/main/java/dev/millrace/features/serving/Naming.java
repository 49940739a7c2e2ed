package dev.millrace.features.serving;

import dev.millrace.features.api.FeatureRef;

/** What an answer calls its features. Feast's servers disagree, and their clients look values up by these names. */
enum Naming {
    /** {@code view:feature}, as Feast's Java server answers whatever is asked: never ambiguous, what {@code FeastClient} expects. */
    REFERENCE {
        @Override
        String brief(FeatureRef ref) {
            return ref.toString();
        }
    },
    /** {@code feature}, as Feast's Go and Python servers answer. */
    FEATURE {
        @Override
        String brief(FeatureRef ref) {
            return ref.feature();
        }
    };

    /** The name where the request does not ask for full names. */
    abstract String brief(FeatureRef ref);

    /** With {@code full_feature_names} it is {@code view__feature}, as in Go and Python. */
    String name(FeatureRef ref, boolean full) {
        return full ? ref.view() + "__" + ref.feature() : brief(ref);
    }
}
