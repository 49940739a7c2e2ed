package dev.millrace.local.cli;

import dev.millrace.contracts.PromotionGate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The value of {@code --gate}: {@code default}, or limits as {@code key=value,key=value}. */
final class ModelGate implements ITypeConverter<PromotionGate> {
    private static final List<String> KEYS =
            List.of("min-samples", "max-latency-ratio", "max-disagreement", "min-quality", "max-psi");

    @Override
    public PromotionGate convert(String value) {
        Map<String, String> given = value.equals("default") ? Map.of() : pairs(value);
        try {
            return PromotionGate.of(
                    samples(given.get(KEYS.get(0))),
                    number(KEYS.get(1), given.get(KEYS.get(1))),
                    number(KEYS.get(2), given.get(KEYS.get(2))),
                    number(KEYS.get(3), given.get(KEYS.get(3))),
                    number(KEYS.get(4), given.get(KEYS.get(4))));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** The form that {@link #convert} reads, with every limit. */
    static String text(PromotionGate gate) {
        return String.format(
                Locale.ROOT,
                "min-samples=%d,max-latency-ratio=%s,max-disagreement=%s,min-quality=%s,max-psi=%s",
                gate.minSamples(),
                gate.maxLatencyRatio(),
                gate.maxDisagreement(),
                gate.minQuality(),
                gate.maxPsi());
    }

    private static Map<String, String> pairs(String value) {
        var pairs = new HashMap<String, String>();
        var wrong = new ArrayList<String>();
        for (String pair : value.split(",", -1)) {
            int equals = pair.indexOf('=');
            String key = (equals < 0 ? pair : pair.substring(0, equals)).strip();
            if (equals < 0 || !KEYS.contains(key)) {
                wrong.add("'" + key + "'");
            } else if (pairs.put(key, pair.substring(equals + 1).strip()) != null) {
                throw new TypeConversionException("'" + key + "' is given twice");
            }
        }
        if (!wrong.isEmpty()) {
            throw new TypeConversionException(String.join(", ", wrong) + " is no limit of a gate: write "
                    + String.join("=..., ", KEYS) + "=... separated by commas, or default");
        }
        return pairs;
    }

    private static @Nullable Long samples(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException(KEYS.get(0) + ": '" + text + "' is not a whole number");
        }
    }

    private static @Nullable Double number(String key, @Nullable String text) {
        try {
            return text == null ? null : Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException(key + ": '" + text + "' is not a number");
        }
    }
}
