package dev.millrace.streams.flink.items;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.UserEvent;
import dev.millrace.streams.core.popularity.DecayedPopularity;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class PopularityFunctionTest {
    private static final ItemSettings SETTINGS =
            new ItemSettings(Duration.ofDays(7), Duration.ofSeconds(1), Duration.ZERO, 2, 8);
    private static final long NOW = 1_790_000_000_000L;

    @Test
    void scoresAreThoseOfThePureCoreAndARepetitionIsCountedOnce() throws Exception {
        try (var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new PopularityFunction(SETTINGS)), Interaction::itemId, Types.STRING)) {
            harness.open();
            harness.processElement(new Interaction("a", 1, NOW), 0);
            harness.processElement(new Interaction("b", 1, NOW), 0);
            harness.processElement(new Interaction("a", 1, NOW), 0);
            harness.processElement(new Interaction("a", 2, NOW - 9), 0);

            var core = new DecayedPopularity(SETTINGS.halfLife(), SETTINGS.remembered());
            DecayedPopularity.Step once = core.onEvent(null, 1, NOW);
            DecayedPopularity.Step twice = core.onEvent(once.state(), 2, NOW - 9);
            assertThat(harness.extractOutputValues())
                    .containsExactly(
                            new ItemScore("a", once.state().log2Score(), NOW),
                            new ItemScore("b", once.state().log2Score(), NOW),
                            new ItemScore("a", twice.state().log2Score(), NOW));
        }
    }

    @Test
    void onlyValidInteractionsAreRead() {
        assertThat(read("u1", Inputs.write(event(UserEvent.Type.VIEW))))
                .extracting(Interaction::itemId)
                .containsExactly("i1");
        assertThat(read("u1", Inputs.write(event(UserEvent.Type.IMPRESSION)))).isEmpty();
        assertThat(read("u2", Inputs.write(event(UserEvent.Type.VIEW)))).isEmpty();
        assertThat(read("u1", "{".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    private static UserEvent event(UserEvent.Type type) {
        return new UserEvent("u1", "i1", type, NOW, null, null, "e1");
    }

    private static List<Interaction> read(String key, byte[] value) {
        var reader = new InteractionReader(Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));
        List<Interaction> out = new ArrayList<>();
        reader.deserialize(
                new ConsumerRecord<>("user-events", 0, 0, key.getBytes(StandardCharsets.UTF_8), value),
                new ListCollector<>(out));
        return out;
    }
}
