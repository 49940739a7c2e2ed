package dev.millrace.load.arrival;

import java.util.SplittableRandom;

/**
 * Arrivals that follow a rate curve.
 *
 * <p>Let Λ(t) be the number of events expected up to second t. The time rescaling theorem says: instants t₁ &lt; t₂ &lt; … are a
 * Poisson process of rate λ(t) = Λ'(t) exactly if Λ(t₁), Λ(t₂), … are one of rate 1, that is, if the gaps between them are
 * independent and exponential with mean 1. So a Poisson flow of any shape is a sum of unit exponentials put through Λ⁻¹, with no
 * thinning, no rejected draws and no step size (Brown, Barbieri, Ventura, Kass, Frank: "The time-rescaling theorem and its
 * application to neural spike train data analysis", Neural Computation 14, 2002; Çinlar: "Introduction to Stochastic
 * Processes", 1975, ch. 4.7). Evenly spaced events are the same with gaps of exactly 1: event n is due when n are expected.
 */
final class CurveArrivals implements Arrivals {
    private static final double NANOS = 1e9;

    private final RateCurve curve;
    private final long untilNanos;
    private final Spacing spacing;
    private final SplittableRandom random;
    /** Events expected up to the next one. */
    private double events;

    CurveArrivals(RateCurve curve, long untilNanos, Spacing spacing, long seed) {
        this.curve = curve;
        this.untilNanos = untilNanos;
        this.spacing = spacing;
        this.random = new SplittableRandom(seed);
        this.events = spacing == Spacing.POISSON ? exponential() : 0;
    }

    @Override
    public long next() {
        double due = curve.when(events) * NANOS;
        if (due >= untilNanos) {
            return END;
        }
        events += spacing == Spacing.POISSON ? exponential() : 1;
        return Math.round(due);
    }

    private double exponential() {
        return -Math.log(1 - random.nextDouble());
    }
}
