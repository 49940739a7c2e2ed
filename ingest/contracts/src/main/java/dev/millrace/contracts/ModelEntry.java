package dev.millrace.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Value of {@code models}: one version of one model. The newest entry of a stage rules that stage.
 *
 * @param artifact where the ONNX file is and what it must hash to
 * @param traffic share of the live traffic, 0 to 1: 1 when live, the share of keys of a canary, else 0
 * @param metrics what training measured
 * @param createdAt publication of the version, epoch milliseconds
 * @param gate what decides on a shadow or canary by itself; null where a person does
 * @param reason why the version is in this stage, in words; null where it was published so
 * @param stagedAt since when it is in this stage, epoch milliseconds; 0 where the writer did not say
 */
public record ModelEntry(
        String name,
        String version,
        Stage stage,
        Artifact artifact,
        double traffic,
        Map<String, Double> metrics,
        @Nullable String description,
        long createdAt,
        @Nullable PromotionGate gate,
        @Nullable String reason,
        long stagedAt) {
    public static final Codec<ModelEntry> CODEC = Json.codec(ModelEntry.class);

    /** A version as it is published, without a gate. */
    public ModelEntry(
            String name,
            String version,
            Stage stage,
            Artifact artifact,
            double traffic,
            Map<String, Double> metrics,
            @Nullable String description,
            long createdAt) {
        this(name, version, stage, artifact, traffic, metrics, description, createdAt, null, null, createdAt);
    }

    /** Key of the entry in the compacted topic: {@code name/version}. */
    public String key() {
        return name + "/" + version;
    }

    /**
     * The same version in another stage.
     *
     * @param why in words: whoever lists the models reads it
     * @param at epoch milliseconds
     */
    public ModelEntry withStage(Stage next, double share, String why, long at) {
        return new ModelEntry(name, version, next, artifact, share, metrics, description, createdAt, gate, why, at);
    }

    /** The same version with its file elsewhere. */
    public ModelEntry withArtifact(Artifact file) {
        return new ModelEntry(
                name, version, stage, file, traffic, metrics, description, createdAt, gate, reason, stagedAt);
    }

    /** Where a version stands between training and retirement. */
    public enum Stage {
        @JsonProperty("candidate")
        CANDIDATE,
        @JsonProperty("shadow")
        SHADOW,
        @JsonProperty("canary")
        CANARY,
        @JsonProperty("live")
        LIVE,
        @JsonProperty("retired")
        RETIRED
    }

    /** The model file: URI, SHA-256 in hexadecimal, size. */
    public record Artifact(String uri, String sha256, long bytes) {}
}
