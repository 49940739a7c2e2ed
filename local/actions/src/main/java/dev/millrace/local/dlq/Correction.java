package dev.millrace.local.dlq;

import org.jspecify.annotations.Nullable;

/**
 * What is changed in a record before it is sent again; null leaves a part as it is.
 *
 * @param topic another topic than the original one
 * @param key another key
 * @param value another value
 * @param fix an edit of the value; a letter that it does not change is not sent
 */
public record Correction(
        @Nullable String topic, byte @Nullable [] key, byte @Nullable [] value, @Nullable ValueFix fix) {
    public static final Correction NONE = new Correction(null, null, null, null);

    public Correction(@Nullable String topic, byte @Nullable [] key, byte @Nullable [] value, @Nullable ValueFix fix) {
        if (value != null && fix != null) {
            throw new IllegalArgumentException("--value and --fix both change the value: give one of them");
        }
        this.topic = topic;
        this.key = key;
        this.value = value;
        this.fix = fix;
    }

    /** Whether it is meant for exactly one record. */
    public boolean ofOneRecord() {
        return key != null || value != null;
    }
}
