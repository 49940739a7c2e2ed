package dev.millrace.load.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Which models answer. Where nothing is said, the rules do that serve before a first model is live.
 *
 * @param sensorAnomaly {@code trained}: on the sensors' history, which is sent before anything is measured
 * @param recommender {@code planted}: a session encoder over all items whose embeddings are the planted groups
 */
public record Models(
        @JsonProperty("sensor-anomaly") @Nullable SensorModel sensorAnomaly,
        @JsonProperty("recommender") @Nullable RecommenderModel recommender) {

    /** What scores windows. */
    public enum SensorModel {
        @JsonProperty("baseline")
        BASELINE,
        @JsonProperty("trained")
        TRAINED
    }

    /** What ranks items. */
    public enum RecommenderModel {
        @JsonProperty("popularity")
        POPULARITY,
        @JsonProperty("planted")
        PLANTED
    }
}
