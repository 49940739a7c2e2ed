package dev.millrace.load.plan;

import org.apache.commons.rng.UniformRandomProvider;

/** SplitMix64 that can be set to any seed at no cost, so that what follows is a function of that seed. Single-threaded. */
final class Source implements UniformRandomProvider {
    private long seed;
    private long drawn;

    Source(long seed) {
        this.seed = seed;
    }

    void restart(long newSeed) {
        seed = newSeed;
        drawn = 0;
    }

    @Override
    public long nextLong() {
        return Mix.of(seed, drawn++);
    }
}
