package dev.millrace.inference.training.anomaly;

import dev.millrace.contracts.WindowRequest;
import dev.millrace.inference.training.TooLittleDataException;
import dev.millrace.inference.training.TrainingProgress;
import dev.millrace.streams.core.anomaly.Signals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes normalised windows one by one, in any number (memory is bounded by a sample per asset type), and fits the model of
 * every asset type that has enough. Windows of a provisional normalisation count only where there are too few others.
 * Threads: one owner.
 */
public final class AnomalyTrainer {
    /** Values (samples × channels) in the largest window that the closed form takes. */
    public static final int MAX_VALUES = 1024;
    /** Bound of one sample: 32 MB of floats. */
    private static final int MAX_FLOATS = 8_000_000;

    private final AnomalyTrainerConfig config;
    private final Map<String, Asset> assets = new TreeMap<>();
    private int length;
    private long windows;

    private record Asset(List<String> channels, WindowSample settled, WindowSample provisional) {}

    public AnomalyTrainer(AnomalyTrainerConfig config) {
        this.config = config;
    }

    /** Throws {@link IllegalArgumentException} where the window is not as long as those before, or too large. */
    public void add(WindowRequest request) {
        int samples = request.window().length / request.channels().length;
        if (length != 0 && samples != length) {
            throw new IllegalArgumentException(
                    "the window " + request.id() + " has " + samples + " samples, those before have " + length);
        }
        if (request.window().length > MAX_VALUES) {
            throw new IllegalArgumentException("the window " + request.id() + " has " + request.window().length
                    + " values, at most " + MAX_VALUES + " can be trained on: use a shorter window");
        }
        length = samples;
        windows++;
        Asset asset = assets.computeIfAbsent(String.join("\u0000", request.channels()), key -> asset(request));
        boolean provisional = request.signals().containsKey(Signals.CALIBRATING);
        (provisional ? asset.provisional : asset.settled).offer(request.window());
    }

    /** Windows taken so far. */
    public long windows() {
        return windows;
    }

    public AnomalyModel train() {
        return train(TrainingProgress.NONE);
    }

    /**
     * Fits the model; asset types with too few windows are left out.
     *
     * @throws TooLittleDataException where no asset type has enough
     */
    public AnomalyModel train(TrainingProgress progress) {
        List<AssetModel> models = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        var trainer = new AssetTrainer(config);
        int step = 0;
        for (Asset asset : assets.values()) {
            int needed = config.needed(length * asset.channels.size());
            List<float[]> sample = sample(asset, needed);
            String note = asset.channels + ": " + sample.size() + " windows";
            if (sample.size() >= needed) {
                models.add(trainer.train(asset.channels, sample));
            } else {
                note += " of the " + needed + " needed";
                leftOut.add(note);
            }
            progress.onStep(++step, assets.size(), note);
        }
        if (models.isEmpty()) {
            throw new TooLittleDataException(
                    assets.isEmpty()
                            ? "there are no windows to train the anomaly model on"
                            : "too few windows to train the anomaly model on: " + String.join("; ", leftOut));
        }
        return new AnomalyModel(length, models, windows);
    }

    private static List<float[]> sample(Asset asset, int needed) {
        List<float[]> settled = asset.settled.windows();
        if (settled.size() >= needed) {
            return settled;
        }
        List<float[]> all = new ArrayList<>(settled);
        all.addAll(asset.provisional.windows());
        return all;
    }

    private Asset asset(WindowRequest request) {
        int capacity = Math.min(config.sampleSize(), MAX_FLOATS / request.window().length);
        return new Asset(
                List.copyOf(Arrays.asList(request.channels())),
                new WindowSample(capacity, config.seed()),
                new WindowSample(capacity, config.seed() + 1));
    }
}
