package dev.millrace.k8s.code;

import java.util.Locale;
import java.util.Set;

/**
 * What a user of Kafka may do.
 *
 * @param type {@code topic}, {@code group} or {@code transactionalId}
 * @param name of the resource, or with {@code prefix} how it begins; {@code *}: all
 * @param operations by Strimzi's names, such as {@code Read}
 */
public record Right(String type, String name, boolean prefix, Set<String> operations) {
    public Right {
        operations = Set.copyOf(operations);
    }

    static Right topic(String name, String... operations) {
        return new Right("topic", name, false, Set.of(operations));
    }

    static Right group(String name, String... operations) {
        return new Right("group", name, false, Set.of(operations));
    }

    static Right transactions(String prefix) {
        return new Right("transactionalId", prefix, true, Set.of("Describe", "Write"));
    }

    Right prefixed() {
        return new Right(type, name, true, operations);
    }

    @Override
    public String toString() {
        return String.join("+", new java.util.TreeSet<>(operations)) + " on " + type.toLowerCase(Locale.ROOT) + " "
                + name + (prefix ? "..." : "");
    }
}
