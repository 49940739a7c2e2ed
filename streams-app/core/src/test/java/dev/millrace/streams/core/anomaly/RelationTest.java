package dev.millrace.streams.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RelationTest {
    @Test
    void channelsThatPartStandOutThoughEachIsInRange() {
        var random = new Random(3);
        var relation = new Relation(2);
        for (int i = 0; i < 400; i++) {
            double common = random.nextGaussian();
            relation.add(i, new double[] {common, -common + .1 * random.nextGaussian()}, 0);
        }
        assertThat(Math.abs(relation.conditionalZ(400, new double[] {1, -1}, 0)[0]))
                .isLessThan(3);
        assertThat(Math.abs(relation.conditionalZ(400, new double[] {1, 1}, 0)[0]))
                .isGreaterThan(5);
    }

    @Test
    void constantAndIdenticalChannelsGiveNoNonsense() {
        var relation = new Relation(3);
        for (int i = 0; i < 100; i++) {
            relation.add(i, new double[] {i % 7, i % 7, 4}, 0);
        }
        for (double z : relation.conditionalZ(100, new double[] {3, 3, 4}, 0)) {
            assertThat(z).isFinite().isBetween(-3.0, 3.0);
        }
    }

    @Test
    void tooManyChannelsSayNothing() {
        assertThat(new Relation(Relation.MOST_CHANNELS + 1).conditionalZ(100, new double[17], 0))
                .isEmpty();
    }
}
