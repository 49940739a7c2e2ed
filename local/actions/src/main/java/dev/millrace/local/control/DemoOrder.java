package dev.millrace.local.control;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Something that a running demo is asked to do. One that is older than {@link DemoControl#STALE_MILLIS} is not obeyed any more.
 *
 * @param at when it was given, epoch milliseconds
 * @param seconds how long it lasts
 * @param sensor which sensor is to break; null: one that the demo chooses
 */
public record DemoOrder(Kind order, long at, int seconds, @Nullable String sensor) {
    public static final int MAX_SECONDS = 300;

    public DemoOrder {
        if (order == null) {
            throw new IllegalArgumentException("order is missing: flash-sale or break-sensor");
        }
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw new IllegalArgumentException("seconds " + seconds + " must be from 1 to " + MAX_SECONDS);
        }
    }

    /** What is to be done. */
    public enum Kind {
        /** Ten times the visitors, most of them after a few items. */
        @JsonProperty("flash-sale")
        FLASH_SALE,
        /** One channel of a sensor leaves its usual level. */
        @JsonProperty("break-sensor")
        BREAK_SENSOR
    }
}
