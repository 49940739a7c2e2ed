package dev.millrace.console.act;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.ModelEntry;
import dev.millrace.inference.registry.ModelRegistry;
import dev.millrace.inference.registry.RegistryException;
import java.util.List;
import java.util.stream.Collectors;

/** Promote and roll back, as {@code millrace model} does. */
public final class ModelActions {
    private final ModelRegistry registry;

    public ModelActions(ModelRegistry registry) {
        this.registry = registry;
    }

    public Outcome promote(JsonNode request) {
        String model = Action.text(request, "model");
        String version = Action.text(request, "version");
        try {
            ModelEntry live = registry.promote(model, version);
            return Outcome.done(live.name() + " " + live.version() + " is live. Workers swap to it without a restart.");
        } catch (RegistryException e) {
            return Outcome.failed(String.valueOf(e.getMessage()));
        }
    }

    public Outcome rollback(JsonNode request) {
        String model = Action.text(request, "model");
        String version = Action.text(request, "version");
        try {
            List<ModelEntry> changes = registry.rollback(model, version);
            String again = changes.stream()
                    .skip(1)
                    .map(entry -> " " + entry.version() + " is live again.")
                    .collect(Collectors.joining());
            return Outcome.done(model + " " + version + " is retired." + again);
        } catch (RegistryException e) {
            return Outcome.failed(String.valueOf(e.getMessage()));
        }
    }
}
