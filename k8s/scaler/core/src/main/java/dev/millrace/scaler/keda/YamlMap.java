package dev.millrace.scaler.keda;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of a YAML file with the path that leads to it, read strictly. Errors are {@link IllegalArgumentException} such as
 * {@code spec.triggers[0].metadata: must be a mapping}.
 */
final class YamlMap {
    private final String path;
    private final JsonNode node;

    /** {@code known}: all keys that may be there. */
    YamlMap(String path, JsonNode node, Set<String> known) {
        this(path, node);
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!known.contains(entry.getKey())) {
                throw new IllegalArgumentException(
                        at(entry.getKey()) + ": unknown key: " + Nearest.hint(entry.getKey(), known));
            }
        }
    }

    private YamlMap(String path, JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException((path.isEmpty() ? "the file" : path) + ": must be a mapping");
        }
        this.path = path;
        this.node = node;
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    IllegalArgumentException wrong(String key, String what) {
        return new IllegalArgumentException(at(key) + ": " + what);
    }

    /** A key with nothing behind it counts as absent, as in Kubernetes. */
    boolean has(String key) {
        return node.hasNonNull(key);
    }

    @Nullable
    String text(String key) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong(key, "'" + value + "' is not a string; put it into quotes");
        }
        return value.textValue();
    }

    String required(String key) {
        String value = text(key);
        if (value == null || value.isBlank()) {
            throw wrong(key, "missing");
        }
        return value;
    }

    boolean flag(String key) {
        if (has(key) && !node.get(key).isBoolean()) {
            throw wrong(key, "'" + node.get(key) + "' is neither true nor false");
        }
        return has(key) && node.get(key).booleanValue();
    }

    /** Null where absent. */
    @Nullable
    Integer whole(String key, int least, int most) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            throw wrong(
                    key,
                    "'" + value + "' is not a whole number, " + least
                            + (most == Integer.MAX_VALUE ? " or more" : " to " + most));
        }
        return value.intValue();
    }

    int whole(String key, int fallback, int least, int most) {
        Integer value = whole(key, least, most);
        return value == null ? fallback : value;
    }

    /** A Kubernetes quantity from 0 to 1: {@code 0}, {@code "0.05"}, {@code "50m"}. */
    double share(String key, double fallback) {
        if (!has(key)) {
            return fallback;
        }
        if (node.get(key).isFloatingPointNumber()) {
            throw wrong(key, node.get(key) + " is a float, which Kubernetes refuses; put it into quotes");
        }
        String text = node.get(key).asText();
        boolean milli = text.endsWith("m");
        try {
            double value = new BigDecimal(milli ? text.substring(0, text.length() - 1) : text)
                    .scaleByPowerOfTen(milli ? -3 : 0)
                    .doubleValue();
            if (value >= 0 && value <= 1) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(at(key) + ": '" + text + "' is not a number", e);
        }
        throw wrong(key, text + " is not from 0 to 1");
    }

    <T> T oneOf(String key, Map<String, T> choices, T fallback) {
        String value = text(key);
        if (value == null) {
            return fallback;
        }
        T chosen = choices.get(value);
        if (chosen == null) {
            throw wrong(key, "'" + value + "' is not allowed: " + Nearest.hint(value, choices.keySet()));
        }
        return chosen;
    }

    /** Null where absent. */
    @Nullable
    YamlMap map(String key, Set<String> known) {
        return has(key) ? new YamlMap(at(key), node.get(key), known) : null;
    }

    YamlMap requiredMap(String key, Set<String> known) {
        YamlMap map = map(key, known);
        if (map == null) {
            throw wrong(key, "missing");
        }
        return map;
    }

    List<YamlMap> list(String key, Set<String> known) {
        var maps = new ArrayList<YamlMap>();
        if (has(key)) {
            if (!node.get(key).isArray()) {
                throw wrong(key, "must be a list");
            }
            for (JsonNode element : node.get(key)) {
                maps.add(new YamlMap(at(key) + "[" + maps.size() + "]", element, known));
            }
        }
        return maps;
    }

    /** A mapping of strings to strings. */
    Map<String, String> strings(String key) {
        var strings = new LinkedHashMap<String, String>();
        if (has(key)) {
            YamlMap map = new YamlMap(at(key), node.get(key));
            for (Map.Entry<String, JsonNode> entry : map.node.properties()) {
                strings.put(entry.getKey(), map.required(entry.getKey()));
            }
        }
        return strings;
    }
}
