package dev.millrace.inference.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelEntry.Stage;
import dev.millrace.contracts.ModelEvent;
import dev.millrace.contracts.PromotionGate;
import dev.millrace.servicekit.KafkaClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Stages on a real broker: publish, promote, roll back, announce, watch. */
class ModelStagesTest extends RegistryTests {
    @Test
    void aCanaryKeepsItsGateIsPromotedAndRolledBack() throws Exception {
        ModelEntry first = registry.publish(Publication.live("staged"), MODEL);
        var gate = new PromotionGate(10, 2, .1, .9, .2);
        ModelEntry canary = registry.publish(new Publication("staged", Stage.CANARY, null, Map.of(), .25, gate), MODEL);
        assertThat(registry.list()).contains(canary);
        assertThat(canary.gate()).isEqualTo(gate);
        assertThat(canary.traffic()).isEqualTo(.25);

        ModelEntry promoted = registry.promote("staged", "v2");
        assertThat(registry.live("staged")).contains(promoted);
        assertThat(registry.promote("staged", "v2")).isEqualTo(promoted);

        List<ModelEntry> back = registry.rollback("staged");
        assertThat(back).extracting(ModelEntry::version).containsExactly("v2", "v1");
        assertThat(registry.live("staged")).contains(back.get(1));
        assertThat(back.get(1).artifact()).isEqualTo(first.artifact());
        assertThatThrownBy(() -> registry.rollback("staged"))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("only live version");
    }

    @Test
    void watcherTellsTheWholeLineupAndEventsChangeNothing() throws Exception {
        var told = new ArrayList<Lineup>();
        try (var watcher = new ModelWatcher(clients, "lined-up", told::add);
                var announcer = new ModelAnnouncer(clients)) {
            watcher.doWork();
            ModelEntry live = registry.publish(Publication.live("lined-up"), MODEL);
            ModelEntry shadow = registry.publish(new Publication("lined-up", Stage.SHADOW, null, Map.of()), MODEL);
            await(watcher, () -> last(told).shadow() != null);
            assertThat(last(told)).isEqualTo(new Lineup(List.of(live), null, shadow));

            int before = told.size();
            var refusal = ModelEvent.refused("lined-up", "v2", "memory", "needs 3 GiB", "worker-0", CLOCK.millis());
            announcer.event(refusal);
            ModelEvent serving = ModelEvent.serving("lined-up", "v1", "worker-0", CLOCK.millis());
            announcer.event(serving);
            ModelEntry canary = shadow.withStage(Stage.CANARY, .1, "tried on some", CLOCK.millis());
            announcer.stage(canary);
            await(watcher, () -> last(told).canary() != null);
            assertThat(last(told)).isEqualTo(new Lineup(List.of(live), canary, null));
            assertThat(told).hasSize(before + 1);
            assertThat(registry.events()).containsExactly(refusal, serving);
        }
    }

    @Test
    void anAnnouncerWithoutABrokerNeitherBlocksNorThrows() {
        var away = KafkaClients.of("127.0.0.1:1", Map.of("max.block.ms", 100));
        var announcer = new ModelAnnouncer(away);
        long start = System.nanoTime();
        announcer.event(ModelEvent.serving("m", "v1", "w", 0));
        assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
        announcer.close();
        announcer.close();
        announcer.event(ModelEvent.serving("m", "v1", "w", 0));
    }

    @Test
    void publicationsThatContradictThemselvesAreRefused() {
        assertThatThrownBy(() -> new Publication("a", Stage.CANARY, null, Map.of(), 0, null))
                .hasMessageContaining("traffic: 0.0");
        assertThatThrownBy(() -> new Publication("a", Stage.SHADOW, null, Map.of(), .5, null))
                .hasMessageContaining("traffic: 0.5 is for a canary only");
        assertThatThrownBy(() -> new Publication("a", Stage.LIVE, null, Map.of(), 1, PromotionGate.defaults()))
                .hasMessageContaining("gate: a live version has none");
    }

    private static Lineup last(List<Lineup> told) {
        return told.get(told.size() - 1);
    }

    private static void await(ModelWatcher watcher, BooleanSupplier condition) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            watcher.doWork();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
