package dev.millrace.load.plan;

/**
 * Pumps to choose from. In each a hidden load (work cycle, strokes within it, shift, day) drives all four channels with noise of
 * their own; the temperature follows the load a few samples late. All periods divide the length, so that a pump can be read round
 * and round without a seam. Computed once, about 0.3 s: sines and Gaussians for every reading would cost ten times the reading.
 *
 * <p>{@code float32[pump, sample, channel]}, the channel's share of its swing, about −.5 to .5. Immutable, thread-safe.
 */
final class SignalPool {
    static final int PUMPS = 64;
    static final int SAMPLES = 4096;
    static final int CHANNELS = 4;

    private static final int TEMPERATURE = 2;
    private static final int TEMPERATURE_DELAY = 6;
    private static final double NOISE = .04;
    private static final int DAYS = 3;

    private final float[][] pumps = new float[PUMPS][];

    SignalPool(long seed) {
        for (int pump = 0; pump < PUMPS; pump++) {
            pumps[pump] = pump(new Source(Mix.of(seed, 0x9005L, pump)));
        }
    }

    private static float[] pump(Source random) {
        int cycles = 46 + Mix.below(random.nextLong(), 36); // of 50 to 90 samples
        int strokes = 137 + Mix.below(random.nextLong(), 104); // of 17 to 30
        int shifts = 14 + Mix.below(random.nextLong(), 9); // of 180 to 300
        double[] phase = new double[4];
        for (int i = 0; i < phase.length; i++) {
            phase[i] = 2 * Math.PI * Mix.unit(random.nextLong());
        }
        double[] load = new double[SAMPLES];
        for (int t = 0; t < SAMPLES; t++) {
            double turn = 2 * Math.PI * t / SAMPLES;
            double demand = .33 * Math.sin(turn * cycles + phase[0])
                    + .1 * Math.sin(turn * strokes + phase[1])
                    + .1 * Math.sin(turn * shifts + phase[2])
                    + .05 * Math.sin(turn * DAYS + phase[3]);
            // Saturates as machines do, so that a few cycles show the whole range and only faults leave it.
            load[t] = .5 * Math.tanh(4 * demand);
        }
        float[] shares = new float[SAMPLES * CHANNELS];
        for (int t = 0; t < SAMPLES; t++) {
            for (int c = 0; c < CHANNELS; c++) {
                double share = c == TEMPERATURE
                        ? .85 * load[Math.floorMod(t - TEMPERATURE_DELAY, SAMPLES)]
                                + .05 * Math.sin(2 * Math.PI * t * DAYS / SAMPLES + phase[3])
                        : load[t];
                shares[t * CHANNELS + c] = (float) (share + NOISE * gaussian(random));
            }
        }
        return shares;
    }

    /** Box and Muller's, without the second of each pair. */
    private static double gaussian(Source random) {
        double radius = Math.sqrt(-2 * Math.log(1 - Mix.unit(random.nextLong())));
        return radius * Math.cos(2 * Math.PI * Mix.unit(random.nextLong()));
    }

    float share(int pump, long sample, int channel) {
        return pumps[pump][(int) (sample & (SAMPLES - 1)) * CHANNELS + channel];
    }
}
