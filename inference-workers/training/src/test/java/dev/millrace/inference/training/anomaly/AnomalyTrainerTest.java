package dev.millrace.inference.training.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.WindowRequest;
import dev.millrace.inference.training.TooLittleDataException;
import dev.millrace.streams.core.anomaly.Signals;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AnomalyTrainerTest {
    private static final AnomalyTrainerConfig CONFIG = AnomalyTrainerConfig.defaults();

    private static AnomalyModel train(List<WindowRequest> windows) {
        var trainer = new AnomalyTrainer(CONFIG);
        windows.forEach(trainer::add);
        return trainer.train();
    }

    private static List<WindowRequest> pumps(int count) {
        return new Sensors(1, "flow", "pressure", "vibration").normal(count);
    }

    @Test
    void ordinaryWindowsScoreAboutOneAndStayBelowTheThreshold() {
        AnomalyModel model = train(pumps(1000));
        double threshold = model.assets().get(0).threshold();
        List<WindowRequest> fresh = new Sensors(2, "flow", "pressure", "vibration").normal(500);

        double[] scores =
                fresh.stream().mapToDouble(w -> model.score(w).score()).toArray();

        assertThat(Robust.median(scores)).isBetween(.8, 1.3);
        assertThat(Stream.of(fresh.toArray(WindowRequest[]::new))
                        .filter(w -> model.score(w).score() > threshold)
                        .count())
                .isLessThanOrEqualTo(5);
    }

    @Test
    void plantedAnomaliesScoreAboveTheThresholdAndNameTheirChannel() {
        AnomalyModel model = train(pumps(1000));
        double threshold = model.assets().get(0).threshold();
        var sensors = new Sensors(3, "flow", "pressure", "vibration");

        WindowScore spike = model.score(sensors.spike(4));
        assertThat(spike.score()).isGreaterThan(threshold);
        assertThat(spike.channelError()[2]).isGreaterThan(10 * spike.channelError()[0]);

        double[] broken = Stream.generate(sensors::broken)
                .limit(50)
                .mapToDouble(w -> model.score(w).score())
                .toArray();
        assertThat(Robust.median(broken)).isGreaterThan(threshold);
    }

    @Test
    void faultsInTheTrainingDataAreNotLearntAsNormal() {
        var sensors = new Sensors(4, "flow", "pressure", "vibration");
        List<WindowRequest> windows = Stream.concat(
                        pumps(960).stream(), Stream.generate(sensors::broken).limit(40))
                .toList();

        AnomalyModel model = train(windows);

        double[] broken = Stream.generate(sensors::broken)
                .limit(50)
                .mapToDouble(w -> model.score(w).score())
                .toArray();
        assertThat(Robust.median(broken)).isGreaterThan(model.assets().get(0).threshold());
    }

    @Test
    void assetTypesDoNotDisturbEachOther() {
        List<WindowRequest> pumps = pumps(400);
        List<WindowRequest> others = new Sensors(9, "a", "b").normal(300);
        List<WindowRequest> mixed =
                Stream.concat(others.stream(), pumps.stream()).toList();

        AnomalyModel both = train(mixed);
        AnomalyModel alone = train(pumps);

        assertThat(both.assets()).hasSize(2);
        int type = both.assetType(List.of("flow", "pressure", "vibration"));
        assertThat(both.assets().get(type))
                .usingRecursiveComparison()
                .isEqualTo(alone.assets().get(0));
        assertThat(both.trainedOn()).isEqualTo(700);
    }

    @Test
    void theSameDataGivesTheSameModel() {
        assertThat(AnomalyOnnx.export(train(pumps(400)))).isEqualTo(AnomalyOnnx.export(train(pumps(400))));
    }

    @Test
    void anAssetTypeWithTooFewWindowsIsLeftOut() {
        List<WindowRequest> windows = Stream.concat(pumps(400).stream(), new Sensors(1, "rare").normal(99).stream())
                .toList();

        AnomalyModel model = train(windows);

        assertThat(model.assetType(List.of("rare"))).isEqualTo(-1);
        assertThat(model.assets()).hasSize(1);
    }

    @Test
    void tooLittleDataIsAClearError() {
        assertThatThrownBy(() -> train(List.of()))
                .isInstanceOf(TooLittleDataException.class)
                .hasMessageContaining("no windows");
        assertThatThrownBy(() -> train(pumps(20)))
                .isInstanceOf(TooLittleDataException.class)
                .hasMessageContaining("[flow, pressure, vibration]: 20 windows of the 100 needed");
    }

    @Test
    void windowsOfAnotherLengthAndTooLargeOnesAreRefused() {
        var trainer = new AnomalyTrainer(CONFIG);
        pumps(1).forEach(trainer::add);
        var shorter = new WindowRequest("s", 0, 1, new String[] {"a"}, new float[8], Map.of());
        assertThatThrownBy(() -> trainer.add(shorter))
                .hasMessageContaining("8 samples")
                .hasMessageContaining("16");
        var huge = new WindowRequest("s", 0, 1, new String[] {"a"}, new float[2000], Map.of());
        assertThatThrownBy(() -> new AnomalyTrainer(CONFIG).add(huge)).hasMessageContaining("1024");
    }

    @Test
    void windowsOfAProvisionalScaleCountOnlyWhereOthersAreTooFew() {
        List<WindowRequest> settled = pumps(400);
        List<WindowRequest> provisional = new Sensors(5, "flow", "pressure", "vibration")
                .normal(400).stream()
                        .map(w -> new WindowRequest(
                                "s", 0, 15, w.channels(), w.window(), Map.of(Signals.CALIBRATING, 1.0)))
                        .toList();

        var both = train(Stream.concat(provisional.stream(), settled.stream()).toList());

        assertThat(both.assets())
                .usingRecursiveComparison()
                .isEqualTo(train(settled).assets());
        assertThat(train(provisional).assets()).hasSize(1);
    }

    @Test
    void constantSensorsGiveFiniteScores() {
        var trainer = new AnomalyTrainer(CONFIG);
        for (int i = 0; i < 200; i++) {
            trainer.add(new WindowRequest("s", 0, 15, new String[] {"still"}, new float[16], Map.of()));
        }
        AnomalyModel model = trainer.train();
        float[] moved = new float[16];
        moved[7] = 3;

        assertThat(model.assets().get(0).score(new float[16]).score()).isZero();
        assertThat(model.assets().get(0).score(moved).score())
                .isFinite()
                .isGreaterThan(model.assets().get(0).threshold());
    }
}
