package dev.millrace.streams.core.anomaly;

import dev.millrace.contracts.SensorReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Sensors of one asset type: four channels that follow one slow factor, a daily rhythm and noise, a reading a minute. After a
 * clean part each sensor gets faults of 20 to 60 samples: spikes, a drift, a stuck value, a level shift, or a channel that
 * leaves the common factor (each of its values in range).
 *
 * @param rhythm amplitude of the daily rhythm, in units of twice the noise
 * @param phases how far the channels' rhythms are apart, radians
 * @param strength of spikes, drifts and shifts, standard deviations of the channel without rhythm
 */
record SyntheticSensors(long seed, double rhythm, double phases, double strength) {
    static final int CLEAN = 480;
    static final int FAULTY = 720;
    static final long MINUTE = 60_000;
    private static final String[] CHANNELS = {"current", "pressure", "temperature", "vibration"};
    private static final int FAULTS = 3;
    private static final double NOISE = .5;
    private static final double PERSISTENCE = .9;

    List<Series> sensors(int count) {
        var type = new Random(seed);
        int n = CHANNELS.length;
        double[] load = new double[n];
        double[] phase = new double[n];
        double[] amplitude = new double[n];
        for (int c = 0; c < n; c++) {
            load[c] = (type.nextBoolean() ? 1 : -1) * (1.5 + 1.5 * type.nextDouble());
            phase[c] = phases * type.nextGaussian();
            amplitude[c] = rhythm * (.5 + type.nextDouble());
        }
        List<Series> sensors = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            sensors.add(new Sensor(new Random(seed * 7919 + s), load, phase, amplitude).series("sensor-" + s));
        }
        return sensors;
    }

    private final class Sensor {
        private final Random random;
        private final double[] load = new double[CHANNELS.length];
        private final double[] phase = new double[CHANNELS.length];
        private final double[] amplitude = new double[CHANNELS.length];
        private final double[][] values = new double[CLEAN + FAULTY][CHANNELS.length];

        Sensor(Random random, double[] load, double[] phase, double[] amplitude) {
            this.random = random;
            double start = 2 * Math.PI * random.nextDouble();
            for (int c = 0; c < load.length; c++) {
                this.load[c] = load[c] * (.85 + .3 * random.nextDouble());
                this.phase[c] = start + phase[c] + .05 * random.nextGaussian();
                this.amplitude[c] = amplitude[c] * (.9 + .2 * random.nextDouble());
            }
        }

        Series series(String id) {
            double factor = 0;
            for (int t = 0; t < values.length; t++) {
                factor = next(factor);
                for (int c = 0; c < load.length; c++) {
                    values[t][c] = value(t, c, factor);
                }
            }
            List<AlertEvaluation.Interval> truth = new ArrayList<>();
            int room = FAULTY / FAULTS;
            for (int k = 0; k < FAULTS; k++) {
                int length = 20 + random.nextInt(41);
                int at = CLEAN + k * room + 10 + random.nextInt(room - length - 90);
                fault(at, at + length);
                truth.add(new AlertEvaluation.Interval(at * MINUTE, (at + length - 1) * MINUTE));
            }
            List<SensorReading> readings = new ArrayList<>();
            for (int t = 0; t < values.length; t++) {
                double[] raw = new double[load.length];
                for (int c = 0; c < raw.length; c++) {
                    raw[c] = 20 * (c + 1) + (c + .5) * values[t][c];
                }
                readings.add(new SensorReading(id, t * MINUTE, CHANNELS, raw, null));
            }
            return new Series(id, readings, truth);
        }

        private double next(double factor) {
            return PERSISTENCE * factor + Math.sqrt(1 - PERSISTENCE * PERSISTENCE) * random.nextGaussian();
        }

        private double value(int t, int c, double factor) {
            double day = amplitude[c] * Math.sin(2 * Math.PI * t / 1440 + phase[c]);
            return day + load[c] * factor + NOISE * random.nextGaussian();
        }

        private void fault(int from, int to) {
            int c = random.nextInt(load.length);
            double size = (random.nextBoolean() ? 1 : -1)
                    * strength
                    * (1 + .5 * random.nextDouble())
                    * Math.hypot(load[c], NOISE);
            double held = values[from][c];
            double own = random.nextGaussian();
            int kind = random.nextInt(5);
            int nextSpike = from;
            for (int t = from; t < to; t++) {
                own = next(own);
                switch (kind) {
                    case 0 -> {
                        if (t == nextSpike) {
                            values[t][c] += 1.5 * size;
                            nextSpike += 5 + random.nextInt(10);
                        }
                    }
                    case 1 -> values[t][c] += 1.3 * size * (t - from + 1) / (to - from);
                    case 2 -> values[t][c] = held;
                    case 3 -> values[t][c] += size;
                    default -> values[t][c] = value(t, c, 1.2 * own);
                }
            }
        }
    }
}
