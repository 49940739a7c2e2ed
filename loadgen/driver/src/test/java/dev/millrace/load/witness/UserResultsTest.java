package dev.millrace.load.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.DeadLetter;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.UserEvent;
import dev.millrace.load.plan.PlannedEvent;
import dev.millrace.load.plan.UserAct;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class UserResultsTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");
    private static final RunTime TIME = new RunTime(BEGIN, Clock.systemUTC());
    private static final long SECOND = 1_000_000_000;
    private static final List<PlannedEvent<UserAct>> PLAN = List.of(
            new PlannedEvent<>(0, new UserAct(0, 3, 30, UserEvent.Type.VIEW)),
            new PlannedEvent<>(SECOND, new UserAct(1, 3, 31, UserEvent.Type.IMPRESSION)),
            new PlannedEvent<>(2 * SECOND, new UserAct(2, 4, 40, UserEvent.Type.PURCHASE)),
            new PlannedEvent<>(3 * SECOND, new UserAct(3, 3, 33, UserEvent.Type.CLICK)));

    private final OwedUsers owed = new OwedUsers(2, process -> new ListPlan<>(PLAN), OwedSensors.REMEMBERED);
    private final UserResults results = new UserResults(owed, new PlainUsers(), TIME, Duration.ofSeconds(1));

    @Test
    void actsButImpressionsOweARecommendation() {
        owed.advance(10 * SECOND, 0);
        assertThat(owed.registered()).isEqualTo(6);
        assertThat(owed.owedBy(2, 3)).isEqualTo(3);
        answer("e-0-0", "u-3");
        answer("e-0-1", "u-3"); // of an impression
        answer("e-1-3", "u-3");
        answer("e-1-0", "u-3"); // after a later one of the same process
        answer("e-0-3", "u-3");
        answer("e-0-3", "u-3");
        answer("e-7-3", "u-3"); // there is no such process
        answer("request-1", "u-3");
        assertThat(results.book().counts()).isEqualTo(new FlowCounts(4, 1, 3, 2, 1));
    }

    @Test
    void listsAreJudgedByPlantedTastesAfterTheWarmUp() {
        owed.advance(10 * SECOND, 0);
        answer("e-0-0", "u-3", "i-3"); // due in the warm-up
        answer("e-0-2", "u-4", "i-4", "i-14", "i-5", "i-6");
        answer("e-0-2", "u-4", "i-4"); // repeated
        answer("e-0-3", "u-3", "i-4", "somebody's");
        Hits hits = results.hits();
        assertThat(hits).isEqualTo(new Hits(2, 6, 2, 1));
        assertThat(hits.hitRate()).isEqualTo(.5);
        assertThat(hits.likedShare()).isEqualTo(2 / 6.);
        assertThat(new Hits(0, 0, 0, 0).hitRate()).isNull();
    }

    @Test
    void deadLettersOfUsersThatActedAreCountedOnceByKind() {
        var letters = new LetterCounts(results::isOurs);
        owed.advance(0, 0);
        letters.received(letter("u-3", 1, ErrorKind.MALFORMED));
        letters.received(letter("u-3", 1, ErrorKind.MALFORMED));
        letters.received(letter("u-4", 2, ErrorKind.MALFORMED)); // has not acted yet
        owed.advance(10 * SECOND, 0);
        letters.received(letter("u-4", 3, ErrorKind.MALFORMED));
        letters.received(letter("u-3", 4, ErrorKind.WRONG_TYPE));
        letters.received(letter("somebody's", 5, ErrorKind.WRONG_TYPE));
        assertThat(letters.byKind())
                .containsEntry(ErrorKind.MALFORMED.label(), 2L)
                .containsEntry(ErrorKind.WRONG_TYPE.label(), 1L)
                .hasSize(2);
    }

    private static ConsumerRecord<byte[], byte[]> letter(String key, long offset, ErrorKind kind) {
        var record = Results.record(Topics.DEAD_LETTERS, key, new byte[0], 0);
        record.headers().add(DeadLetter.TOPIC, "user-events".getBytes(UTF_8));
        record.headers().add(DeadLetter.PARTITION, "0".getBytes(UTF_8));
        record.headers().add(DeadLetter.OFFSET, Long.toString(offset).getBytes(UTF_8));
        record.headers().add(DeadLetter.KIND, kind.label().getBytes(UTF_8));
        return record;
    }

    private void answer(String eventId, String userId, String... items) {
        results.onRecommendation(
                Results.record(
                        Topics.RECOMMENDATIONS,
                        userId,
                        Results.recommendation(eventId, userId, items),
                        BEGIN.toEpochMilli() + 5_000),
                5_000_000);
    }
}
