package dev.millrace.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.ModelEntry.Stage;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Entries, events and comparisons as others read and write them. */
class ModelRecordsTest {
    private static final ModelEntry.Artifact FILE = new ModelEntry.Artifact("file:///m", "ab", 3);

    @Test
    void anEntryKeepsItsGateAndReasonOnTheWireAndOldEntriesHaveNone() throws Exception {
        var published = new ModelEntry("m", "v1", Stage.CANARY, FILE, .1, Map.of("auc", .9), "d", 5);
        var staged =
                new ModelEntry("m", "v1", Stage.CANARY, FILE, .1, Map.of(), "d", 5, PromotionGate.defaults(), null, 6);
        ModelEntry live = staged.withStage(Stage.LIVE, 1, "promoted", 9);

        assertThat(ModelEntry.CODEC.decode(ModelEntry.CODEC.encode(live))).isEqualTo(live);
        assertThat(live.createdAt()).isEqualTo(5);
        assertThat(live.stagedAt()).isEqualTo(9);
        assertThat(published.stagedAt()).isEqualTo(5);
        ModelEntry old = ModelEntry.CODEC.decode(
                """
                {"name":"m","version":"v1","stage":"live","artifact":{"uri":"u","sha256":"s","bytes":1},
                 "traffic":1,"metrics":{},"createdAt":5}"""
                        .getBytes(UTF_8));
        assertThat(old.gate()).isNull();
        assertThat(old.reason()).isNull();
        assertThat(old.stagedAt()).isZero();
    }

    @Test
    void whatAGateLeavesOutHasItsDefaultAndAZeroIsMeant() throws Exception {
        PromotionGate gate =
                Json.codec(PromotionGate.class).decode("{\"minSamples\":50,\"maxDisagreement\":0}".getBytes(UTF_8));
        assertThat(gate).isEqualTo(new PromotionGate(50, 1.5, 0, .99, .25));
    }

    @Test
    void aLimitThatCannotBeMeantIsNamed() {
        assertThatThrownBy(() -> new PromotionGate(0, 1, 0, 0, 1)).hasMessageContaining("gate.minSamples: 0");
        assertThatThrownBy(() -> new PromotionGate(1, Double.NaN, 0, 0, 1))
                .hasMessageContaining("gate.maxLatencyRatio: NaN");
        assertThatThrownBy(() -> new PromotionGate(1, 1, 5, 0, 1)).hasMessageContaining("gate.maxDisagreement: 5.0");
        assertThatThrownBy(() -> new PromotionGate(1, 1, 0, 99, 1)).hasMessageContaining("gate.minQuality: 99.0");
        assertThatThrownBy(() -> Json.codec(PromotionGate.class).decode("{\"maxPsi\":-1}".getBytes(UTF_8)))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining("gate.maxPsi");
    }

    @Test
    void eventsHaveKeysOfTheirOwn() throws Exception {
        ModelEvent event = ModelEvent.refused("m", "v2", "memory", "needs 3 GiB, 1 GiB is free", "worker-0", 7);
        assertThat(event.key()).isEqualTo("event/m/v2/worker-0");
        assertThat(ModelEvent.isKey(event.key())).isTrue();
        assertThat(ModelEvent.isKey("m/v2")).isFalse();
        assertThat(ModelEvent.isKey("event/v2")).isFalse();
        assertThat(ModelEvent.CODEC.decode(ModelEvent.CODEC.encode(event))).isEqualTo(event);
        assertThat(new String(ModelEvent.CODEC.encode(event), UTF_8)).contains("\"event\":\"refused\"");
    }

    @Test
    void comparisonsAddUpAndTellTheirMetrics() throws Exception {
        var one = shadow("w1", 0, 10, tally(40, 0, 4, 40, 4_000), tally(40, 0, 4, 40, 6_000), 40, 38, 39);
        var two = shadow("w2", 5, 15, tally(60, 0, 6, 60, 6_000), tally(60, 1, 6, 60, 9_000), 60, 57, 58);
        ModelComparison sum = one.plus(two);

        assertThat(sum.worker()).isEqualTo(ModelComparison.SEVERAL);
        assertThat(sum.from()).isEqualTo(0);
        assertThat(sum.to()).isEqualTo(15);
        assertThat(sum.samples()).isEqualTo(100);
        assertThat(sum.agreement()).isEqualTo(.95);
        assertThat(sum.rankOverlap()).isEqualTo(.97);
        assertThat(sum.latencyRatio()).isCloseTo(1.5, within(1e-9));
        assertThat(sum.quality()).isEqualTo(.99);
        assertThat(ModelComparison.CODEC.decode(ModelComparison.CODEC.encode(sum)))
                .isEqualTo(sum);
        assertThat(new String(ModelComparison.CODEC.encode(sum), UTF_8))
                .contains("\"agreement\":0.95", "\"rankOverlap\":0.97", "\"samples\":100", "\"psi\":");
    }

    @Test
    void theLatencyRatioOfUnequalBatchesLiesBetweenPerRunAndPerRow() {
        // Both cost 1000 + 100 a row, so at equal batches the ratio is 1; the canary's batches are a quarter.
        var seen = new ModelComparison(
                "m",
                "v1",
                "v2",
                Stage.CANARY,
                "w",
                0,
                1,
                tally(160, 0, 10, 160, 26_000),
                tally(40, 0, 10, 40, 14_000),
                0,
                0,
                0);
        assertThat(seen.latencyRatio()).isBetween(14.0 / 26, 4 * 14.0 / 26);
        assertThat(seen.latencyRatio()).isCloseTo(1, within(.1));
        assertThat(seen.agreement()).isNull();
        assertThat(seen.samples()).isEqualTo(40);
    }

    @Test
    void qualityBlamesTheCandidateOnlyForWhatTheLiveModelAnswers() {
        assertThat(quality(tally(100, 10, 0, 0, 0), tally(100, 10, 0, 0, 0))).isEqualTo(1);
        assertThat(quality(tally(100, 0, 0, 0, 0), tally(100, 10, 0, 0, 0))).isEqualTo(.9);
        assertThat(quality(tally(100, 100, 0, 0, 0), tally(100, 100, 0, 0, 0))).isEqualTo(1);
        assertThat(quality(tally(0, 0, 0, 0, 0), tally(100, 100, 0, 0, 0))).isEqualTo(0);
    }

    @Test
    void countsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> tally(1, 2, 0, 0, 0)).hasMessageContaining("refusals: 2");
        assertThatThrownBy(() -> shadow("w", 0, 1, tally(9, 0, 0, 0, 0), tally(9, 0, 0, 0, 0), 9, 10, 9))
                .hasMessageContaining("agreements: 10");
        assertThatThrownBy(() -> shadow("w", 2, 1, ModelTally.nothing(), ModelTally.nothing(), 0, 0, 0))
                .hasMessageContaining("to: 1");
        assertThatThrownBy(() -> ModelComparison.CODEC.decode("{\"model\":\"m\"}".getBytes(UTF_8)))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining("liveVersion is missing");
    }

    private static Double quality(ModelTally live, ModelTally candidate) {
        Double quality =
                new ModelComparison("m", "v1", "v2", Stage.CANARY, "w", 0, 1, live, candidate, 0, 0, 0).quality();
        assertThat(quality).isNotNull();
        return java.util.Objects.requireNonNull(quality);
    }

    private static ModelComparison shadow(
            String worker,
            long from,
            long to,
            ModelTally live,
            ModelTally candidate,
            long pairs,
            long same,
            double sum) {
        return new ModelComparison("m", "v1", "v2", Stage.SHADOW, worker, from, to, live, candidate, pairs, same, sum);
    }

    private static ModelTally tally(long requests, long refusals, long runs, long rows, long nanos) {
        var bins = new TreeMap<Integer, Long>();
        bins.put(-3, requests - refusals);
        return new ModelTally(requests, refusals, runs, rows, nanos, bins);
    }
}
