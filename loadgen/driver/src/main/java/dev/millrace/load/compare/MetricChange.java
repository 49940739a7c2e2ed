package dev.millrace.load.compare;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.load.result.Better;
import org.jspecify.annotations.Nullable;

/**
 * What became of one metric.
 *
 * @param a median of the first run, in {@code unit}
 * @param b median of the second run
 * @param ratio typical ratio of the second run to the first (Hodges–Lehmann: near b/a, not the same; of pairs, within them); of zeros and negatives,
 *     1 + the difference as a share of the mean size
 * @param low of the 95 % interval of the ratio; null with too few samples
 * @param high of the 95 % interval of the ratio; null with too few samples
 * @param p of Mann and Whitney's U, or of Wilcoxon's signed ranks of pairs, for this metric alone; null with too few samples
 * @param adjusted p over all metrics; null with too few samples
 * @param why the verdict, in words
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record MetricChange(
        String name,
        String unit,
        Better better,
        @Nullable String stage,
        double a,
        double b,
        double ratio,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Double p,
        @Nullable Double adjusted,
        Verdict verdict,
        String why) {}
