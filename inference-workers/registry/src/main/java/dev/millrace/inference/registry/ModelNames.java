package dev.millrace.inference.registry;

import java.util.regex.Pattern;

/** What may be a model's name or version: it becomes a folder, a topic and a record key. */
final class ModelNames {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private ModelNames() {}

    static boolean valid(String name) {
        return VALID.matcher(name).matches();
    }

    static String require(String name) {
        if (!valid(name)) {
            throw new IllegalArgumentException(
                    "'" + name
                            + "' is not a model name or version: 1 to 100 letters, digits, '.', '_', '-', first a letter or digit");
        }
        return name;
    }
}
