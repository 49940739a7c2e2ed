package dev.millrace.local.dlq;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Corrects values as {@code sed} does: {@code s/regex/replacement/}, any other delimiter after the s, all matches. */
public final class ValueFix {
    private final Pattern pattern;
    private final String replacement;

    private ValueFix(Pattern pattern, String replacement) {
        this.pattern = pattern;
        this.replacement = replacement;
    }

    /** Throws {@link IllegalArgumentException} with advice where the text is not of that form. */
    public static ValueFix parse(String text) {
        String[] parts = text.length() < 4 || text.charAt(0) != 's'
                ? new String[0]
                : text.substring(2).split(Pattern.quote(text.substring(1, 2)), -1);
        if (parts.length != 3 || parts[0].isEmpty() || !parts[2].isEmpty()) {
            throw new IllegalArgumentException("--fix: '" + text
                    + "' is not s/REGEX/REPLACEMENT/ (with a slash inside, choose another delimiter: s|a/b|c|)");
        }
        try {
            return new ValueFix(Pattern.compile(parts[0]), parts[1]);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("--fix: " + e.getMessage(), e);
        }
    }

    /** The corrected value; null where nothing in it matches, and sending it again would only fail again. */
    public byte @Nullable [] apply(byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        // One char for each byte: what is not ASCII keeps its bytes, whatever their encoding is.
        Matcher matcher = pattern.matcher(new String(value, StandardCharsets.ISO_8859_1));
        return matcher.find() ? matcher.replaceAll(replacement).getBytes(StandardCharsets.ISO_8859_1) : null;
    }
}
