package dev.millrace.inference.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelEntry.Stage;
import dev.millrace.contracts.ModelEvent;
import dev.millrace.contracts.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class StageChangeTest {
    private static final long NOW = 99;

    private final ModelTable table = new ModelTable();
    private long offset;

    @Test
    void promotionMakesAnyVersionTheNewestLiveOne() throws Exception {
        tell(entry("v1", Stage.LIVE), entry("v2", Stage.CANARY), entry("v3", Stage.CANDIDATE));
        tell(StageChange.promote(table, "m", "v2", NOW).orElseThrow());

        ModelEntry live = table.lineup("m").live().get(0);
        assertThat(live.key()).isEqualTo("m/v2");
        assertThat(live.traffic()).isEqualTo(1);
        assertThat(live.stagedAt()).isEqualTo(NOW);
        assertThat(live.reason()).isEqualTo("promoted by hand from canary");
        assertThat(table.lineup("m").canary()).isNull();
        assertThat(StageChange.promote(table, "m", "v2", NOW)).isEmpty();
    }

    @Test
    void rollBackReturnsToTheVersionBeforeStepByStep() throws Exception {
        tell(entry("v1", Stage.LIVE), entry("v2", Stage.LIVE), entry("v3", Stage.LIVE));
        List<ModelEntry> changes = StageChange.rollback(table, "m", NOW);
        tell(changes.get(0));
        assertThat(versions()).containsExactly("v2", "v1"); // what a reader between both records sees
        tell(changes.get(1));
        assertThat(versions()).containsExactly("v2", "v1");
        assertThat(changes.get(0).reason()).isEqualTo("rolled back by hand to v2");
        assertThat(changes.get(1).reason()).isEqualTo("serves again after the roll-back of v3");

        tell(StageChange.rollback(table, "m", "v2", NOW).toArray(ModelEntry[]::new));
        assertThat(versions()).containsExactly("v1");
        assertThatThrownBy(() -> StageChange.rollback(table, "m", NOW))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("m/v1 is the only live version")
                .hasMessageContaining("Promote or publish another");
        assertThat(versions()).containsExactly("v1");
    }

    @Test
    void theSameRollBackTwiceIsTheSameAsOnce() throws Exception {
        tell(entry("v1", Stage.LIVE), entry("v2", Stage.LIVE), entry("v3", Stage.LIVE));
        List<ModelEntry> one = StageChange.rollback(table, "m", NOW);
        List<ModelEntry> other = StageChange.rollback(table, "m", NOW + 1);
        tell(one.get(0), other.get(0), one.get(1), other.get(1));
        assertThat(versions()).containsExactly("v2", "v1");
    }

    @Test
    void rollBackOfAVersionThatDoesNotServeRetiresIt() throws Exception {
        tell(entry("v1", Stage.LIVE), entry("v2", Stage.LIVE), entry("v3", Stage.SHADOW));
        tell(StageChange.rollback(table, "m", "v3", NOW).toArray(ModelEntry[]::new));
        tell(StageChange.rollback(table, "m", "v1", NOW).toArray(ModelEntry[]::new));
        assertThat(table.lineup("m").shadow()).isNull();
        assertThat(versions()).containsExactly("v2");
        assertThatThrownBy(() -> StageChange.rollback(table, "m", "v3", NOW))
                .hasMessage("m/v3 is retired already (rolled back by hand from shadow)");
    }

    @Test
    void whatIsNotThereIsSaidWithWhatIs() throws Exception {
        assertThatThrownBy(() -> StageChange.promote(table, "m", "v1", NOW))
                .hasMessageContaining("nothing is published yet");
        tell(entry("v1", Stage.CANDIDATE));
        assertThatThrownBy(() -> StageChange.promote(table, "m", "v9", NOW)).hasMessageContaining("m has v1");
        assertThatThrownBy(() -> StageChange.rollback(table, "n", "v1", NOW)).hasMessageContaining("models m");
        assertThatThrownBy(() -> StageChange.rollback(table, "m", NOW)).hasMessageContaining("no version of m is live");
    }

    @Test
    void ofTwoInOneStageTheNewestIsInTheLineup() throws Exception {
        tell(
                entry("v1", Stage.CANARY),
                entry("v2", Stage.CANARY),
                entry("v3", Stage.SHADOW),
                entry("v4", Stage.SHADOW));
        assertThat(table.lineup("m"))
                .isEqualTo(new Lineup(List.of(), entry("v2", Stage.CANARY), entry("v4", Stage.SHADOW)));
    }

    @Test
    void eventsStandBesideTheEntriesAndBadOnesAreInvalid() throws Exception {
        ModelEvent event = ModelEvent.refused("m", "v1", "memory", "too large", "w1", 5);
        tell(entry("v1", Stage.LIVE));
        apply(event.key(), ModelEvent.CODEC.encode(event));
        assertThat(table.events()).containsExactly(event);
        assertThat(table.entries()).hasSize(1);
        assertThat(table.nextVersion("m")).isEqualTo(2);
        assertThatThrownBy(() -> apply("event/m/v1/w2", ModelEvent.CODEC.encode(event)))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining("event/m/v1/w1");
        assertThatThrownBy(() -> apply("event/m/v1/w2", "{}".getBytes(UTF_8)))
                .isInstanceOf(InvalidRecordException.class);
        table.apply(new ConsumerRecord<>(Topics.MODELS, 0, offset++, event.key().getBytes(UTF_8), null));
        assertThat(table.events()).isEmpty();
    }

    private List<String> versions() {
        return table.live("m").stream().map(ModelEntry::version).toList();
    }

    private void tell(ModelEntry... entries) throws InvalidRecordException {
        for (ModelEntry entry : entries) {
            apply(entry.key(), ModelEntry.CODEC.encode(entry));
        }
    }

    private void apply(String key, byte[] value) throws InvalidRecordException {
        table.apply(new ConsumerRecord<>(Topics.MODELS, 0, offset++, key.getBytes(UTF_8), value));
    }

    private static ModelEntry entry(String version, Stage stage) {
        var artifact = new ModelEntry.Artifact("file:///m", "ab".repeat(32), 1);
        return new ModelEntry("m", version, stage, artifact, Publication.usualTraffic(stage), Map.of(), null, 1);
    }
}
