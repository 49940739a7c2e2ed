package dev.millrace.servicekit;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Typed reading of a process's settings: a properties file ({@code --config FILE}), over which the environment wins
 * ({@code kafka.bootstrap} is {@code MILLRACE_KAFKA_BOOTSTRAP}).
 */
public final class Settings {
    private static final String ENV_PREFIX = "MILLRACE_";

    private final Map<String, String> values;
    private final Map<String, String> environment;

    private Settings(Map<String, String> values, Map<String, String> environment) {
        this.values = Map.copyOf(values);
        this.environment = Map.copyOf(environment);
    }

    public static Settings of(Map<String, String> values) {
        return new Settings(values, Map.of());
    }

    /** Reads {@code --config FILE} (optional) and the environment. */
    public static Settings load(String[] args, Map<String, String> environment) throws IOException {
        List<String> list = List.of(args);
        if (list.isEmpty()) {
            return new Settings(Map.of(), environment);
        }
        if (list.size() != 2 || !list.get(0).equals("--config")) {
            throw new SettingException("--config", "usage: --config FILE, got " + list);
        }
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(list.get(1)))) {
            properties.load(reader);
        }
        var values = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return new Settings(values, environment);
    }

    public @Nullable String find(String key) {
        String fromEnvironment = environment.get(
                ENV_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
        String value = fromEnvironment == null ? values.get(key) : fromEnvironment;
        return value == null || value.isBlank() ? null : value.trim();
    }

    public String text(String key) {
        String value = find(key);
        if (value == null) {
            throw new SettingException(key, "is required and has no default");
        }
        return value;
    }

    public String text(String key, String otherwise) {
        String value = find(key);
        return value == null ? otherwise : value;
    }

    public int integer(String key, int otherwise, int min, int max) {
        String value = find(key);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, with the range
        }
        throw new SettingException(key, "'" + value + "' is not a whole number from " + min + " to " + max);
    }

    public double number(String key, double otherwise, double min, double max) {
        String value = find(key);
        if (value == null) {
            return otherwise;
        }
        try {
            double number = Double.parseDouble(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, with the range
        }
        throw new SettingException(key, "'" + value + "' is not a number from " + min + " to " + max);
    }

    /** A duration as {@link Durations} reads it. */
    public Duration duration(String key, Duration otherwise) {
        String value = find(key);
        if (value == null) {
            return otherwise;
        }
        try {
            return Durations.parse(value);
        } catch (IllegalArgumentException e) {
            throw new SettingException(key, String.valueOf(e.getMessage()));
        }
    }

    public Path path(String key) {
        return Path.of(text(key)).toAbsolutePath().normalize();
    }
}
