package dev.millrace.observer.snapshot;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * One group.
 *
 * @param members that it has now; 0 as well for readers that only commit and do not join, such as Flink
 * @param topics in which it has a position, by name
 */
public record GroupState(String group, Kind kind, int members, List<GroupTopic> topics) {
    /** How a group shares a topic. */
    public enum Kind {
        /** Each partition has one reader; groups of Kafka Streams among them. */
        @JsonProperty("consumer")
        CONSUMER,
        /** Every reader takes from every partition. */
        @JsonProperty("share")
        SHARE
    }
}
