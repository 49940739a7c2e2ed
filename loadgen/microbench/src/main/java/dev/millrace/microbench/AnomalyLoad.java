package dev.millrace.microbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.TimedStage;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.WindowRequest;
import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.Shape;
import dev.millrace.inference.training.anomaly.AnomalyOnnx;
import dev.millrace.inference.training.anomaly.AnomalyTrainer;
import dev.millrace.inference.training.anomaly.AnomalyTrainerConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;

/** Windows of 16 samples of 4 channels, of sensors of three asset types in turn; the model is trained on such windows. */
final class AnomalyLoad implements HeadLoad.BareBatch {
    private static final int WINDOW = 16;
    private static final int CHANNELS = 4;
    private static final int DISTINCT = 600;
    private static final int TRAINING = 3000;
    private static final String[][] TYPES = {
        {"flow", "pressure", "temperature", "vibration"},
        {"current", "speed", "temperature", "torque"},
        {"humidity", "level", "power", "voltage"}
    };

    private final SplittableRandom random = new SplittableRandom(42);
    private final List<WindowRequest> windows = new ArrayList<>();

    private AnomalyLoad() {
        for (int i = 0; i < DISTINCT; i++) {
            windows.add(window(i));
        }
    }

    static HeadLoad make() {
        var load = new AnomalyLoad();
        var trainer = new AnomalyTrainer(AnomalyTrainerConfig.defaults());
        for (int i = 0; i < TRAINING; i++) {
            trainer.add(load.window(i));
        }
        String model = "sensor-anomaly";
        return new HeadLoad(
                model,
                Topics.ANOMALY_SCORES,
                AnomalyOnnx.export(trainer.train()),
                TimedStage.WINDOW,
                load.windows.stream()
                        .map(window -> window.sensorId().getBytes(UTF_8))
                        .toList(),
                load.windows.stream().map(window -> window.encode(model)).toList(),
                value -> AnomalyScore.CODEC.decode(value).source(),
                load);
    }

    /** Channels follow one slow signal with a little noise of their own. */
    private WindowRequest window(int sensor) {
        float[] values = new float[WINDOW * CHANNELS];
        double phase = 6 * random.nextDouble();
        for (int i = 0; i < values.length; i++) {
            int sample = i / CHANNELS;
            double common = 1.4 * Math.sin(phase + .05 * sample);
            values[i] = (float) ((i % CHANNELS + 1) / 4.0 * common + .2 * random.nextGaussian());
        }
        var signals = new LinkedHashMap<String, Double>();
        signals.put("robustZ", Math.abs(random.nextGaussian()));
        signals.put("relation", Math.abs(random.nextGaussian()));
        if (random.nextInt(4) == 0) {
            signals.put("relation." + TYPES[sensor % TYPES.length][random.nextInt(CHANNELS)], 2 + random.nextDouble());
        }
        long end = 1_700_000_000_000L + 1000L * sensor;
        return new WindowRequest(
                "plant-1/line-" + sensor % 7 + "/sensor-" + sensor,
                end - 15_000,
                end,
                TYPES[sensor % TYPES.length],
                values,
                signals);
    }

    @Override
    public List<Shape> inputs(int batch) {
        return List.of(Shape.floats("window", batch, WINDOW, CHANNELS), Shape.longs("asset_type", batch));
    }

    @Override
    public List<Shape> outputs(int batch) {
        return List.of(Shape.floats("score", batch), Shape.floats("channel_error", batch, CHANNELS));
    }

    @Override
    public void fill(BoundRun run, int batch) {
        for (int row = 0; row < batch; row++) {
            WindowRequest window = windows.get(row % DISTINCT);
            run.floats("window").put(row * WINDOW * CHANNELS, window.window());
            run.longs("asset_type").put(row, row % TYPES.length);
        }
    }
}
