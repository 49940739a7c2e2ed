package dev.millrace.features.api;

/** A feature of a view; written {@code view:feature}, as in Feast. */
public record FeatureRef(String view, String feature) {
    private static final char SEPARATOR = ':';

    public FeatureRef {
        if (view.isEmpty() || feature.isEmpty() || view.indexOf(SEPARATOR) >= 0) {
            throw new IllegalArgumentException(
                    "feature reference: '" + view + SEPARATOR + feature + "' is not of the form view:feature");
        }
    }

    /** Reads {@code view:feature}; {@link IllegalArgumentException} where the text is not of this form. */
    public static FeatureRef parse(String text) {
        int at = text.indexOf(SEPARATOR);
        if (at < 0) {
            throw new IllegalArgumentException("feature reference: '" + text + "' is not of the form view:feature");
        }
        return new FeatureRef(text.substring(0, at), text.substring(at + 1));
    }

    @Override
    public String toString() {
        return view + SEPARATOR + feature;
    }
}
