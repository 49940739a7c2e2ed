package dev.millrace.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OffsetLedgerTest {
    private static final TopicPartition P0 = new TopicPartition("t", 0);
    private static final TopicPartition P1 = new TopicPartition("t", 1);

    private final OffsetLedger ledger = new OffsetLedger();

    @Test
    void nothingIsDurableBeforeEverySendIsAcknowledged() {
        Ticket ticket = ledger.open(Map.of(P0, 7L), 2);
        ticket.acked();
        ledger.advance();
        assertThat(ledger.durable()).isEmpty();
        assertThat(ledger.outstanding(P0)).isTrue();
        assertThat(ledger.inFlight()).isEqualTo(2);

        ticket.acked();
        ledger.advance();
        assertThat(ledger.durable()).isEqualTo(Map.of(P0, 7L));
        assertThat(ledger.outstanding(P0)).isFalse();
        assertThat(ledger.inFlight()).isZero();
    }

    @Test
    void aLaterBatchWaitsForAnEarlierOne() {
        Ticket first = ledger.open(Map.of(P0, 7L), 1);
        ledger.open(Map.of(P0, 9L, P1, 3L), 1).acked();
        ledger.advance();
        assertThat(ledger.durable()).isEmpty();

        first.acked();
        ledger.advance();
        assertThat(ledger.durable()).isEqualTo(Map.of(P0, 9L, P1, 3L));
    }

    @Test
    void aPartitionThatWasGivenAwayIsNotCommittedByALateAcknowledgement() {
        Ticket ticket = ledger.open(Map.of(P0, 7L, P1, 3L), 1);
        ledger.forget(List.of(P0));
        assertThat(ledger.outstanding(P0)).isFalse();
        ticket.acked();
        ledger.advance();
        assertThat(ledger.durable()).isEqualTo(Map.of(P1, 3L));
    }
}
