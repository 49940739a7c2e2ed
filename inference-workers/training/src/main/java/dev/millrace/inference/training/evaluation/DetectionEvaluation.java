package dev.millrace.inference.training.evaluation;

import dev.millrace.contracts.WindowRequest;
import dev.millrace.inference.training.TooLittleDataException;
import dev.millrace.inference.training.anomaly.AnomalyModel;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Compares models of sensors where nobody has labelled the history: each window is judged as it is and with a fault planted in
 * one channel. Which of two models sees planted faults says well which one sees real ones (Goswami et al., "Unsupervised Model
 * Selection for Time-series Anomaly Detection", ICLR 2023). All models judge the same windows; a window of an asset type that a
 * model does not know it never calls anomalous. Threads: one owner.
 */
public final class DetectionEvaluation {
    /** Standard deviations of the channel. */
    private static final float SPIKE = 5;

    private static final float SHIFT = 2;

    /** How a channel fails. */
    private enum Fault {
        SPIKE,
        SHIFT,
        /** Against the others, inside its usual range. */
        REVERSED
    }

    private final List<AnomalyModel> models;
    private final SplittableRandom random;
    private final long[] seen;
    private final long[] falseAlarms;
    private long windows;

    /** @param seed of the faults: the same seed plants the same */
    public DetectionEvaluation(List<AnomalyModel> models, long seed) {
        this.models = List.copyOf(models);
        random = new SplittableRandom(seed);
        seen = new long[models.size()];
        falseAlarms = new long[models.size()];
    }

    public void add(WindowRequest window) {
        WindowRequest faulty = plant(window);
        windows++;
        for (int m = 0; m < models.size(); m++) {
            falseAlarms[m] += anomalous(models.get(m), window) ? 1 : 0;
            seen[m] += anomalous(models.get(m), faulty) ? 1 : 0;
        }
    }

    /**
     * In the order of the models.
     *
     * @throws TooLittleDataException where there was no window
     */
    public List<DetectionQuality> qualities() {
        if (windows == 0) {
            throw new TooLittleDataException("no held-out window: nothing to judge");
        }
        return IntStream.range(0, models.size())
                .mapToObj(m ->
                        new DetectionQuality(windows, (double) seen[m] / windows, (double) falseAlarms[m] / windows))
                .toList();
    }

    private static boolean anomalous(AnomalyModel model, WindowRequest window) {
        int type = model.assetType(List.of(window.channels()));
        return type >= 0
                && model.score(window).score() > model.assets().get(type).threshold();
    }

    private WindowRequest plant(WindowRequest window) {
        int channels = window.channels().length;
        int samples = window.window().length / channels;
        int channel = random.nextInt(channels);
        int at = random.nextInt(samples);
        float sign = random.nextBoolean() ? 1 : -1;
        Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
        float[] values = window.window().clone();
        for (int i = 0; i < samples; i++) {
            int place = i * channels + channel;
            values[place] = switch (fault) {
                case SPIKE -> i == at ? values[place] + sign * SPIKE : values[place];
                case SHIFT -> values[place] + sign * SHIFT;
                case REVERSED -> -values[place];
            };
        }
        return new WindowRequest(
                window.sensorId(), window.windowStart(), window.windowEnd(), window.channels(), values, Map.of());
    }
}
