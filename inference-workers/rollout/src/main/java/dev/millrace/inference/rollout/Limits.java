package dev.millrace.inference.rollout;

import dev.millrace.contracts.ModelComparison;
import dev.millrace.contracts.PopulationStability;
import dev.millrace.contracts.PromotionGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Holds a comparison against a gate, limit by limit; a metric that was not measured is not judged. */
final class Limits {
    /** Fewer runs than this are as likely to show a compiler or a cold cache as a slow model. */
    private static final long MIN_RUNS = 20;

    private Limits() {}

    static List<Limit> judge(ModelComparison seen, PromotionGate gate) {
        var limits = new ArrayList<Limit>();
        Double agreement = seen.agreement();
        if (agreement != null) {
            double least = 1 - gate.maxDisagreement();
            limits.add(new Limit(
                    words("agreement", agreement, least, 3),
                    agreement >= least,
                    Wilson.upper(agreement, seen.pairs()) < least));
        }
        Double ratio = seen.latencyRatio();
        if (ratio != null) {
            boolean measured = Math.min(seen.live().runs(), seen.candidate().runs()) >= MIN_RUNS;
            boolean kept = ratio <= gate.maxLatencyRatio();
            limits.add(new Limit(words("latency ratio", ratio, gate.maxLatencyRatio(), 2), kept, !kept && measured));
        }
        PopulationStability stability = seen.stability();
        if (stability != null) {
            limits.add(new Limit(
                    words("PSI", stability.index(), gate.maxPsi(), 2),
                    stability.index() <= gate.maxPsi(),
                    stability.index() - 2 * stability.noise() > gate.maxPsi()));
        }
        Double quality = seen.quality();
        if (quality != null) {
            limits.add(new Limit(
                    words("quality", quality, gate.minQuality(), 3),
                    quality >= gate.minQuality(),
                    Wilson.upper(quality, seen.candidate().requests()) < gate.minQuality()));
        }
        return limits;
    }

    /** {@code agreement .993 (limit .950)}. */
    private static String words(String metric, double value, double limit, int digits) {
        return metric + " " + number(value, digits) + " (limit " + number(limit, digits) + ")";
    }

    private static String number(double value, int digits) {
        String text = String.format(Locale.ROOT, "%,." + digits + "f", value);
        return text.startsWith("0.") ? text.substring(1) : text;
    }
}
