package dev.millrace.features.views;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Rules for names: what Feast, Python and SQL take without quotes. */
final class Names {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

    private Names() {}

    static void require(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    what + ": '" + name + "' is not a name of letters, digits and '_' that begins with a letter");
        }
    }

    static <T> void requireUnique(String what, Collection<T> items, Function<T, String> name) {
        Set<String> seen = new HashSet<>();
        for (T item : items) {
            if (!seen.add(name.apply(item))) {
                throw new IllegalArgumentException(what + ": '" + name.apply(item) + "' is declared twice");
            }
        }
    }
}
