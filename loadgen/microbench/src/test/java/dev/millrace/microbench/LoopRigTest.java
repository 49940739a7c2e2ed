package dev.millrace.microbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopRigTest {
    @Test
    void requestsAreAnsweredInFullBatchesAndTheModelsTimeIsPartOfItsThreads() throws Exception {
        try (var rig = new LoopRig(Workload.PROTOBUF_784_WIDE, 32)) {
            var waiting = new Waiting(Duration.ofSeconds(30), Duration.ofMillis(5), "3,200 requests are not answered");
            while (rig.sample().rows() < 3200) {
                waiting.once();
            }
            LoopSample sample = rig.sample();
            assertThat((double) sample.rows() / sample.batches()).isBetween(16.0, 32.0);
            assertThat(sample.model()).isPositive().isLessThan(sample.run() * 2);
            assertThat(sample.poll()).isPositive();
            assertThat(sample.publish()).isPositive();
        }
    }

    @Test
    void whatIsToldBetweenTwoSamplesIsTheirDifference() {
        var start = new LoopSample(1_000_000_000, 10, 1, 1, 2, 3, 1);
        var end = new LoopSample(3_000_000_000L, 210, 6, 101, 402, 203, 301);
        LoopSample between = end.since(start);
        assertThat(between).isEqualTo(new LoopSample(2_000_000_000, 200, 5, 100, 400, 200, 300));
        assertThat(between.perSecond()).isEqualTo(100);
        assertThat(between.each(between.run())).isEqualTo(2);
    }
}
