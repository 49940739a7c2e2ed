package dev.millrace.local.demo.traffic;

/**
 * Tells the sensors and users of a second run on one platform from those of the first, whose states still live there.
 *
 * @param value empty for the first run
 */
public record RunTag(String value) {
    public static final RunTag NONE = new RunTag("");

    /** A tag of this moment. */
    public static RunTag at(long nowMillis) {
        return new RunTag(Long.toString(nowMillis / 1000, 36));
    }

    /** In front of a number: empty, or {@code tag-}. */
    public String prefix() {
        return value.isEmpty() ? "" : value + "-";
    }

    /** Behind a name: empty, or {@code -tag}. */
    public String suffix() {
        return value.isEmpty() ? "" : "-" + value;
    }
}
