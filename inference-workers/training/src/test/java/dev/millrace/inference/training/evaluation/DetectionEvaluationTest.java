package dev.millrace.inference.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.WindowRequest;
import dev.millrace.inference.training.TooLittleDataException;
import dev.millrace.inference.training.anomaly.AnomalyModel;
import dev.millrace.inference.training.anomaly.AnomalyTrainer;
import dev.millrace.inference.training.anomaly.AnomalyTrainerConfig;
import dev.millrace.inference.training.anomaly.AssetModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DetectionEvaluationTest {
    private static final String[] CHANNELS = {"flow", "pressure"};

    /** Two channels that go together, with a little noise. */
    private static List<WindowRequest> windows(long seed, int count) {
        var random = new SplittableRandom(seed);
        List<WindowRequest> windows = new ArrayList<>();
        for (int w = 0; w < count; w++) {
            double phase = 6 * random.nextDouble();
            float[] values = new float[32];
            for (int i = 0; i < values.length; i++) {
                int sample = i / 2;
                values[i] = (float) (1.4 * Math.sin(phase + sample * .05) + .1 * random.nextGaussian());
            }
            windows.add(new WindowRequest("s", 0, w, CHANNELS, values, Map.of()));
        }
        return windows;
    }

    private static AnomalyModel trained() {
        var trainer = new AnomalyTrainer(AnomalyTrainerConfig.defaults());
        windows(1, 1000).forEach(trainer::add);
        return trainer.train();
    }

    private static AnomalyModel withThreshold(AnomalyModel model, double threshold) {
        AssetModel asset = model.assets().get(0);
        return new AnomalyModel(
                model.window(),
                List.of(new AssetModel(asset.channels(), asset.mean(), asset.basis(), asset.residual(), threshold)),
                model.trainedOn());
    }

    @Test
    void aModelThatLearntTheChannelsSeesMostFaultsAndOneThatIsDeafOrAlwaysAlarmsIsWorse() {
        AnomalyModel good = trained();
        var evaluation = new DetectionEvaluation(List.of(good, withThreshold(good, 1e9), withThreshold(good, 0)), 7);

        windows(2, 500).forEach(evaluation::add);

        List<DetectionQuality> found = evaluation.qualities();
        assertThat(found.get(0).windows()).isEqualTo(500);
        assertThat(found.get(0).recall()).isGreaterThan(.9);
        assertThat(found.get(0).falseAlarms()).isLessThan(.05);
        assertThat(found.get(1)).isEqualTo(new DetectionQuality(500, 0, 0));
        assertThat(found.get(2)).isEqualTo(new DetectionQuality(500, 1, 1));
        assertThat(found.get(0).f1()).isGreaterThan(found.get(2).f1()).isGreaterThan(.9);
        assertThat(found.get(1).f1()).isZero();
    }

    @Test
    void theSameSeedPlantsTheSameFaults() {
        AnomalyModel model = trained();
        var one = new DetectionEvaluation(List.of(model), 3);
        var same = new DetectionEvaluation(List.of(model), 3);

        windows(2, 100).forEach(one::add);
        windows(2, 100).forEach(same::add);

        assertThat(one.qualities()).isEqualTo(same.qualities());
    }

    @Test
    void anAssetTypeThatTheModelDoesNotKnowIsMissedAndNoWindowIsRefused() {
        var evaluation = new DetectionEvaluation(List.of(trained()), 1);
        assertThatThrownBy(evaluation::qualities).isInstanceOf(TooLittleDataException.class);

        evaluation.add(new WindowRequest("s", 0, 1, new String[] {"heat"}, new float[16], Map.of()));

        assertThat(evaluation.qualities()).containsExactly(new DetectionQuality(1, 0, 0));
    }
}
