package dev.millrace.inference.oip;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.millrace.contracts.Json;
import dev.millrace.inference.api.ModelLoadException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model that stands on a server, as it is published in the place of an ONNX file:
 *
 * <pre>{@code
 * {"oip": {"endpoint": "triton:8001", "model": "anomaly", "version": "1", "timeoutMillis": 1000, "tls": false},
 *  "metadata": {"millrace.kind": "sensor-anomaly", ...}}
 * }</pre>
 *
 * {@code version} (the server chooses), {@code timeoutMillis} (1000, from 1 to 600000), {@code tls} (true but for this
 * machine) and {@code ca} (a PEM file) may be left out. Unknown keys are refused: a misspelt one would silently do nothing.
 */
record OipDescriptor(Server oip, Map<String, String> metadata) {
    private static final ObjectReader READER = Json.mapper()
            .readerFor(OipDescriptor.class)
            .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @JsonCreator
    OipDescriptor(
            @JsonProperty("oip") @Nullable Server oip,
            @JsonProperty("metadata") @Nullable Map<String, String> metadata) {
        if (oip == null) {
            throw new IllegalArgumentException("oip: is missing");
        }
        this.oip = oip;
        this.metadata = metadata == null ? Map.of() : Map.copyOf(metadata);
    }

    /** The key {@code oip}. */
    record Server(OipEndpoint endpoint, String model, String version, int timeoutMillis) {
        @JsonCreator
        static Server of(
                @JsonProperty("endpoint") @Nullable String endpoint,
                @JsonProperty("model") @Nullable String model,
                @JsonProperty("version") @Nullable String version,
                @JsonProperty("timeoutMillis") @Nullable Integer timeoutMillis,
                @JsonProperty("tls") @Nullable Boolean tls,
                @JsonProperty("ca") @Nullable String ca) {
            if (endpoint == null) {
                throw new IllegalArgumentException("oip.endpoint: is missing");
            }
            if (model == null || model.isBlank()) {
                throw new IllegalArgumentException("oip.model: is missing");
            }
            int timeout = timeoutMillis == null ? 1_000 : timeoutMillis;
            if (timeout < 1 || timeout > 600_000) {
                throw new IllegalArgumentException("oip.timeoutMillis: " + timeout + " is not from 1 to 600000");
            }
            return new Server(OipEndpoint.parse(endpoint, tls, ca), model, version == null ? "" : version, timeout);
        }
    }

    static OipDescriptor parse(byte[] json, String what) throws ModelLoadException {
        try {
            OipDescriptor descriptor = READER.readValue(json);
            if (descriptor == null) {
                throw new ModelLoadException(what + " is no model descriptor: it is empty");
            }
            return descriptor;
        } catch (JsonProcessingException e) {
            // What our own constructors refused is inside Jackson's exception.
            String reason = e.getCause() instanceof IllegalArgumentException ours
                    ? String.valueOf(ours.getMessage())
                    : e.getOriginalMessage();
            throw new ModelLoadException(what + " is no model descriptor: " + reason, e);
        } catch (IOException e) {
            throw new ModelLoadException(what + " cannot be read", e);
        }
    }
}
