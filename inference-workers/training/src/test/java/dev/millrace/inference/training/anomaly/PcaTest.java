package dev.millrace.inference.training.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PcaTest {
    @Test
    void findsThePlantedDirectionAndItsRowsAreOrthonormal() {
        var random = new SplittableRandom(1);
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            double along = 3 * random.nextGaussian();
            rows.add(new float[] {
                (float) (5 + .6 * along + .1 * random.nextGaussian()),
                (float) (.8 * along + .1 * random.nextGaussian()),
                (float) (.5 * random.nextGaussian())
            });
        }

        assertThat(Pca.fit(rows, .9).basis()).hasNumberOfRows(1);
        Pca pca = Pca.fit(rows, .99);

        assertThat(pca.basis()).hasNumberOfRows(2);
        assertThat(pca.mean()[0]).isCloseTo(5, within(.1f));
        float[] first = pca.basis()[0];
        assertThat(Math.abs(.6 * first[0] + .8 * first[1])).isCloseTo(1, within(1e-3));
        float[] second = pca.basis()[1];
        assertThat(first[0] * second[0] + first[1] * second[1] + first[2] * second[2])
                .isCloseTo(0, within(1e-6f));
    }
}
