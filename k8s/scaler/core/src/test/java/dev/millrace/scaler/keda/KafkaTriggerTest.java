package dev.millrace.scaler.keda;

import static dev.millrace.scaler.keda.KafkaTrigger.NO_COMMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.scaler.decide.Loads;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The arithmetic of KEDA's kafka scaler, golden, its faults included. */
class KafkaTriggerTest {
    @Test
    void lagIsWhatLiesBetweenTheLogEndAndTheCommitSummedOverPartitions() {
        TriggerReading reading = trigger().read(new long[] {100, 50}, new long[] {93, 50});

        assertThat(reading).isEqualTo(TriggerReading.of(true, 7, 10));
        assertThat(trigger().read(new long[] {100, 50}, new long[] {100, 50}))
                .isEqualTo(TriggerReading.of(false, 0, 10));
    }

    @Test
    void loadsReadLikeTheOffsetsOfAGroupThatHasCommittedEverywhere() {
        assertThat(trigger().read(new Loads(new long[] {100, 50}, new long[] {7, 0})))
                .isEqualTo(TriggerReading.of(true, 7, 10));
    }

    /** kedacore/keda#2908: 64 partitions, 3,000 each, and the metric of 63 replicas is 3047.62. */
    @Test
    void aBacklogIsCappedAtWhatOneReplicaForEachPartitionTakes() {
        var trigger = trigger("lagThreshold", "3000");

        assertThat(trigger.read(full(64, 1_000_000), new long[64]).value()).isEqualTo(192_000);
    }

    /** kedacore/keda#4483: 5 partitions, 5 each; up to 29 records pass the cap, and the HPA makes 6 of 29. */
    @Test
    void theFloorLetsAMetricOfAlmostOneReplicaMoreThrough() {
        var trigger = trigger("lagThreshold", "5");

        assertThat(trigger.read(new long[] {29, 0, 0, 0, 0}, new long[5]).value())
                .isEqualTo(29);
        assertThat(trigger.read(new long[] {30, 0, 0, 0, 0}, new long[5]).value())
                .isEqualTo(25);
    }

    @Test
    void idleConsumersAreAllowedOnRequest() {
        var trigger = trigger("lagThreshold", "5", "allowIdleConsumers", "true");

        assertThat(trigger.read(new long[] {1000, 0}, new long[2]).value()).isEqualTo(1000);
    }

    @Test
    void partitionsWithLagCanBeTheCapButActivityCountsThemAll() {
        var trigger = trigger("limitToPartitionsWithLag", "true");

        assertThat(trigger.read(new long[] {900, 0, 300, 0}, new long[4])).isEqualTo(TriggerReading.of(true, 20, 10));
    }

    @Test
    void evenDistributionGoesUpToTheNextDivisorOfThePartitions() {
        var trigger = trigger("ensureEvenDistributionOfPartitions", "true");

        assertThat(trigger.read(full(12, 4), new long[12]).value())
                .as("5 replicas become 6")
                .isEqualTo(60);
        assertThat(trigger.read(full(12, 6), new long[12]).value())
                .as("8 become 12")
                .isEqualTo(120);
        assertThat(trigger.read(full(12, 0), new long[12]))
                .as("one replica even for nothing, but not active")
                .isEqualTo(TriggerReading.of(false, 10, 10));
    }

    @Test
    void evenDistributionRulesOverIdleConsumersAsInKeda() {
        var trigger = trigger("ensureEvenDistributionOfPartitions", "true", "allowIdleConsumers", "true");

        assertThat(trigger.read(full(4, 100), new long[4]).value()).isEqualTo(40);
    }

    @Test
    void withoutACommitLatestCountsOne() {
        assertThat(trigger().read(new long[] {500, 500}, new long[] {NO_COMMIT, NO_COMMIT}))
                .isEqualTo(TriggerReading.of(true, 2, 10));
    }

    /** kedacore/keda#7936: the log starts at 490, 10 records are there, and all 500 that ever were count. */
    @Test
    void withoutACommitEarliestCountsExpiredRecordsAsWell() {
        var trigger = trigger("offsetResetPolicy", "earliest", "allowIdleConsumers", "true");

        assertThat(trigger.read(new long[] {500}, new long[] {NO_COMMIT}).value())
                .isEqualTo(500);
    }

    @Test
    void withoutACommitZeroIsPossible() {
        for (String policy : new String[] {"latest", "earliest"}) {
            var trigger = trigger("offsetResetPolicy", policy, "scaleToZeroOnInvalidOffset", "true");

            assertThat(trigger.read(new long[] {500}, new long[] {NO_COMMIT}))
                    .isEqualTo(TriggerReading.of(false, 0, 10));
        }
    }

    /** kedacore/keda#5675: committing the last record + 1 leaves the marker after it; committing the position does not. */
    @Test
    void aTransactionMarkerIsALagOfOneForEver() {
        long end = 101; // 100 records and the marker
        assertThat(trigger().read(new long[] {end}, new long[] {100}).active()).isTrue();
        assertThat(trigger().read(new long[] {end}, new long[] {101}).active()).isFalse();
        assertThat(trigger("activationLagThreshold", "1")
                        .read(new long[] {end}, new long[] {100})
                        .active())
                .isFalse();
    }

    /** kedacore/keda#7516: two looks during one slow batch, and the backlog is gone from the metric. */
    @Test
    void excludingPersistentLagTakesASlowBatchForAStuckPartition() {
        var trigger = trigger("excludePersistentLag", "true");

        assertThat(trigger.read(new long[] {500}, new long[] {480}).value()).isEqualTo(10); // capped at one partition
        assertThat(trigger.read(new long[] {900}, new long[] {480})).isEqualTo(TriggerReading.of(true, 0, 10));
        assertThat(trigger.read(new long[] {900}, new long[] {890}).value()).isEqualTo(10);
    }

    @Test
    void partitionLimitationLooksAtThosePartitionsOnly() {
        var trigger = trigger("partitionLimitation", "0, 2-3");

        assertThat(trigger.read(new long[] {5, 100, 6, 7, 100}, new long[5]).value())
                .isEqualTo(18);
        assertThat(trigger("partitionLimitation", "9")
                        .read(new long[] {5}, new long[1])
                        .failure())
                .contains("no partition");
    }

    @Test
    void arraysOfDifferentLengthAreRefused() {
        assertThatThrownBy(() -> trigger().read(new long[2], new long[3])).hasMessageContaining("committed 3");
    }

    private static long[] full(int partitions, long end) {
        long[] ends = new long[partitions];
        Arrays.fill(ends, end);
        return ends;
    }

    private static KafkaTrigger trigger(String... settings) {
        var metadata = new HashMap<String, String>(
                Map.of("bootstrapServers", "kafka:9092", "consumerGroup", "worker.m", "topic", "inference.m"));
        for (int i = 0; i < settings.length; i += 2) {
            metadata.put(settings[i], settings[i + 1]);
        }
        return new KafkaTrigger(KafkaTriggerSettings.of(metadata));
    }
}
