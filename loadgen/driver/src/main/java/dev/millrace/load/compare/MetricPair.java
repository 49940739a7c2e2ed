package dev.millrace.load.compare;

import dev.millrace.load.result.Better;
import dev.millrace.load.result.Metric;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** One metric that both runs have. */
record MetricPair(Metric a, Metric b, Samples samples) {
    static MetricPair of(Metric a, Metric b, boolean measuredInTurns) {
        return new MetricPair(a, b, Samples.of(a.samples(), b.samples(), measuredInTurns));
    }

    /** Samples on the side that has fewer. */
    int least() {
        return Math.min(a.samples().size(), b.samples().size());
    }

    /** How many samples there are on each side; metrics of the same shape were measured in the same repetitions. */
    String shape() {
        return a.samples().size() + "/" + b.samples().size();
    }

    /** The space between the ranges as a share of the first run's median; 0 where they overlap. */
    double gap() {
        double up = Collections.min(b.samples()) - Collections.max(a.samples());
        double down = Collections.min(a.samples()) - Collections.max(b.samples());
        double size = Math.abs(a.median());
        double gap = Math.max(0, Math.max(up, down));
        return gap == 0 ? 0 : size > 0 ? gap / size : Double.POSITIVE_INFINITY;
    }

    /** The verdict of a change that is beyond noise. */
    Verdict direction(double ratio) {
        if (b.better() == Better.NEITHER) {
            return Verdict.CHANGED;
        }
        return (ratio > 1) == (b.better() == Better.HIGHER) ? Verdict.BETTER : Verdict.WORSE;
    }

    MetricChange change(
            RatioInterval interval,
            boolean tested,
            @Nullable Double p,
            @Nullable Double adjusted,
            Verdict verdict,
            String why) {
        return new MetricChange(
                b.name(),
                b.unit(),
                b.better(),
                b.stage(),
                a.median(),
                b.median(),
                interval.ratio(),
                tested ? interval.low() : null,
                tested ? interval.high() : null,
                p,
                adjusted,
                verdict,
                why);
    }
}
