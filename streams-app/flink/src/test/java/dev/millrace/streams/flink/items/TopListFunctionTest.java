package dev.millrace.streams.flink.items;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.streams.flink.kafka.Outgoing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopListFunctionTest {
    private static final ItemSettings SETTINGS =
            new ItemSettings(Duration.ofDays(7), Duration.ofSeconds(1), Duration.ZERO, 2, 8);
    private static final long NOW = 1_790_000_000_000L;

    private KeyedOneInputStreamOperatorTestHarness<Integer, ItemScore, Outgoing> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
        harness.setProcessingTime(10_000);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void theFirstChangeIsEmittedAtOnceAndTheNextAfterTheInterval() throws Exception {
        offer("a", 1, NOW);
        offer("b", 1, NOW + 5);
        offer("b", 2, NOW + 7);
        assertThat(rows()).hasSize(1);

        harness.setProcessingTime(10_999);
        assertThat(rows()).hasSize(1);
        harness.setProcessingTime(11_000);
        assertThat(rows()).hasSize(2);

        FeatureRow row = rows().get(1);
        assertThat(row.getFeatureView()).isEqualTo("item_popularity");
        assertThat(row.getJoinKeysCount()).isZero();
        assertThat(items(row)).containsExactly("b", "a");
        assertThat(row.getFeatures(1).getName()).isEqualTo("scores");
        assertThat(row.getFeatures(1).getValue().getDoubleListVal().getVal(0)).isCloseTo(2, within(1e-6));
        assertThat(millis(row)).isEqualTo(NOW + 7);
    }

    @Test
    void nothingIsEmittedWhereTheListDidNotChange() throws Exception {
        offer("a", 3, NOW);
        offer("b", 2, NOW);
        harness.setProcessingTime(11_000);
        offer("c", 1, NOW);
        harness.setProcessingTime(15_000);

        assertThat(rows()).hasSize(2);
    }

    @Test
    void theEventTimeGrowsStrictlyAlsoWhereEventsDoNot() throws Exception {
        offer("a", 1, NOW);
        harness.setProcessingTime(12_000);
        offer("a", 2, NOW - 50);
        harness.setProcessingTime(14_000);
        offer("a", 3, NOW);

        assertThat(rows()).extracting(TopListFunctionTest::millis).containsExactly(NOW, NOW + 1, NOW + 2);
    }

    @Test
    void theListContinuesAfterARestoreBeyondAllThatMayHaveBeenEmitted() throws Exception {
        offer("a", 1, NOW);
        offer("b", 2, NOW);
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        harness.close();

        harness = harness();
        harness.initializeState(checkpoint);
        harness.open();
        harness.setProcessingTime(20_000); // the pending emission of the checkpoint

        assertThat(rows()).hasSize(1);
        assertThat(items(rows().get(0))).containsExactly("b", "a");
        assertThat(millis(rows().get(0))).isEqualTo(NOW + TopList.RESTORE_STEP_MILLIS + 1);
    }

    private void offer(String item, double score, long newest) throws Exception {
        double log2 = Math.log(score) / Math.log(2)
                + newest / (double) SETTINGS.halfLife().toMillis();
        harness.processElement(new ItemScore(item, log2, newest), 0);
    }

    private List<FeatureRow> rows() throws InvalidProtocolBufferException {
        List<FeatureRow> rows = new ArrayList<>();
        for (Outgoing record : harness.extractOutputValues()) {
            assertThat(record.topic()).isEqualTo("features");
            rows.add(FeatureRow.parseFrom(record.value()));
        }
        return rows;
    }

    private static List<String> items(FeatureRow row) {
        return row.getFeatures(0).getValue().getStringListVal().getValList();
    }

    private static long millis(FeatureRow row) {
        return row.getEventTime().getSeconds() * 1000 + row.getEventTime().getNanos() / 1_000_000;
    }

    private static KeyedOneInputStreamOperatorTestHarness<Integer, ItemScore, Outgoing> harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new TopListFunction(SETTINGS)), score -> 0, Types.INT, 1, 1, 0);
    }
}
