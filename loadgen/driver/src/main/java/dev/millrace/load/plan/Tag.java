package dev.millrace.load.plan;

import dev.millrace.servicekit.SettingException;
import org.jspecify.annotations.Nullable;

/** What tells one run's keys from another's. */
final class Tag {
    private static final String PATTERN = "[a-z0-9]{1,12}";

    private Tag() {}

    /** Throws {@link SettingException} unless 1 to 12 of a–z and 0–9. */
    static String checked(@Nullable String tag) {
        if (tag == null || !tag.matches(PATTERN)) {
            throw new SettingException("tag", "'" + tag + "' is not 1 to 12 letters a-z or digits");
        }
        return tag;
    }
}
