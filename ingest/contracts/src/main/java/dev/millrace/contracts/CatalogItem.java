package dev.millrace.contracts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An item of the catalogue; attribute values are kept as text. */
public record CatalogItem(
        String itemId, @Nullable String title, List<String> categories, Map<String, String> attributes) {
    public CatalogItem {
        categories = List.copyOf(categories);
        attributes = Map.copyOf(attributes);
    }
}
