package dev.millrace.inference.worker.stream;

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
        ledger.sends(ticket, 2);
        ledger.acked(ticket);
        ledger.acked(ticket);
        assertThat(ledger.durable()).isEmpty(); // all are acknowledged, but it is not said that all are sent
        assertThat(ledger.outstanding(List.of(P0))).isTrue();
        assertThat(ledger.inFlight()).isEqualTo(2);

        ledger.acked(ticket);
        assertThat(ledger.durable()).isEqualTo(Map.of(P0, 7L));
        assertThat(ledger.outstanding(List.of(P0))).isFalse();
        assertThat(ledger.inFlight()).isZero();
        assertThat(ledger.idle()).isTrue();
    }

    @Test
    void aLaterBatchWaitsForAnEarlierOne() {
        Ticket first = ledger.open(Map.of(P0, 7L), 1);
        Ticket second = ledger.open(Map.of(P0, 9L, P1, 3L), 1);
        ledger.acked(second);
        assertThat(ledger.durable()).isEmpty();

        ledger.acked(first);
        assertThat(ledger.durable()).isEqualTo(Map.of(P0, 9L, P1, 3L));
    }

    @Test
    void aPartitionThatWasGivenAwayIsNeitherPublishedNorCommittedFromHere() {
        Ticket ticket = ledger.open(Map.of(P0, 7L, P1, 3L), 1);
        ledger.forget(List.of(P0));
        assertThat(ledger.outstanding(List.of(P0))).isFalse();
        assertThat(ledger.next(ticket)).isEqualTo(Map.of(P1, 3L));
        ledger.acked(ticket);
        assertThat(ledger.durable()).isEqualTo(Map.of(P1, 3L));
    }

    @Test
    void anAbortTakesEverythingInFlightUntilTheInputIsRewound() {
        ledger.acked(ledger.open(Map.of(P0, 5L), 1));
        Ticket inFlight = ledger.open(Map.of(P0, 7L), 1);
        ledger.abandonAll();
        assertThat(ledger.abandoned(inFlight)).isTrue();
        assertThat(ledger.abandoned(ledger.open(Map.of(P0, 9L), 1))).isTrue();
        assertThat(ledger.idle()).isTrue();
        assertThat(ledger.inFlight()).isZero();
        ledger.acked(inFlight);
        assertThat(ledger.durable()).isEqualTo(Map.of(P0, 5L));

        ledger.restart();
        assertThat(ledger.durable()).isEmpty();
        Ticket again = ledger.open(Map.of(P0, 7L), 1);
        ledger.acked(again);
        assertThat(ledger.durable()).isEqualTo(Map.of(P0, 7L));
    }
}
