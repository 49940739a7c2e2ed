package dev.millrace.streams.core.recommend;

import org.jspecify.annotations.Nullable;

/**
 * Summary of a user, as the feature view {@code user_activity} publishes it.
 *
 * @param events distinct events
 * @param interactions those of them that were the user's own acts
 * @param lastItem item of the newest interaction, null where there was none
 * @param lastEventTime newest event time, epoch milliseconds
 * @param revision events since {@code lastEventTime} was reached: with it every change has a larger time than the one before,
 *     which a store that drops rows of equal or older time needs
 */
public record UserActivity(
        long events, long interactions, @Nullable String lastItem, long lastEventTime, int revision) {}
