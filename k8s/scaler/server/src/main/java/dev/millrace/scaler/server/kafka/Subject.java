package dev.millrace.scaler.server.kafka;

import dev.millrace.scaler.decide.DelayTarget.Sharing;

/**
 * A topic as one group reads it.
 *
 * @param group consumer group, or share group for {@link Sharing#ANY_WORKER}
 */
public record Subject(String topic, String group, Sharing sharing) {
    public boolean share() {
        return sharing == Sharing.ANY_WORKER;
    }
}
