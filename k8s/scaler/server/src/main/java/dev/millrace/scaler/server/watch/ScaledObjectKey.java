package dev.millrace.scaler.server.watch;

import java.util.Map;

/**
 * Which trigger of which ScaledObject KEDA asks for. One with other metadata is another one: an edited ScaledObject begins anew.
 *
 * @param metadata of the trigger, KEDA's own keys included
 */
public record ScaledObjectKey(String namespace, String name, Map<String, String> metadata) {
    public ScaledObjectKey {
        metadata = Map.copyOf(metadata);
    }
}
