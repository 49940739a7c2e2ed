package dev.millrace.features.views;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/** Declared names ({@code last_item}) as Java's. */
final class JavaNames {
    /** What a row class has besides its features, and what it must not overload. */
    private static final Set<String> TAKEN = Set.of(
            "of",
            "build",
            "row",
            "eventTime",
            "getClass",
            "hashCode",
            "toString",
            "notify",
            "notifyAll",
            "wait",
            "clone",
            "finalize");

    private JavaNames() {}

    /** {@code LastItem}. */
    static String type(String name) {
        return Arrays.stream(name.split("_"))
                .filter(part -> !part.isEmpty())
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining());
    }

    /** {@code lastItem}, for methods and parameters. */
    static String member(String name) {
        String type = type(name);
        String member = type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
        return TAKEN.contains(member) || SourceVersion.isKeyword(member) ? member + "Value" : member;
    }

    /** {@code LAST_ITEM}. */
    static String constant(String name) {
        String constant = name.toUpperCase(Locale.ROOT);
        return constant.equals("VIEW") ? "VIEW_FEATURE" : constant;
    }

    /** Throws {@link IllegalArgumentException} where two names of {@code what} become one in Java. */
    static void requireDistinct(String what, List<String> names, UnaryOperator<String> java) {
        Names.requireUnique("Java names of " + what, names, java);
    }
}
