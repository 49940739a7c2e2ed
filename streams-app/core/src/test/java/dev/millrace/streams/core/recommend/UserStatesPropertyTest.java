package dev.millrace.streams.core.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.UserEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class UserStatesPropertyTest {
    private static final UserStateConfig CONFIG = new UserStateConfig(10, 12, 64, 10);

    private static final Comparator<UserActivity> TIME =
            Comparator.comparingLong(UserActivity::lastEventTime).thenComparingInt(UserActivity::revision);

    private final UserStates states = new UserStates(CONFIG);
    private final UserStateCodec codec = new UserStateCodec(CONFIG);

    @Provide
    Arbitrary<List<UserEvent>> events() {
        Arbitrary<String> items = Arbitraries.integers().between(0, 30).map(number -> "item-é-" + number);
        Arbitrary<Long> times = Arbitraries.longs().between(0, 1_900_000_000_000L);
        return Combinators.combine(Arbitraries.of(UserEvent.Type.class), items, times)
                .as(Events::event)
                .list()
                .ofMaxSize(60)
                .uniqueElements(UserEvent::timestamp);
    }

    @Property(tries = 300)
    void bytesKeepTheState(@ForAll("events") List<UserEvent> events) throws Exception {
        UserState state = play(new UserState(CONFIG), events);
        assertThat(codec.decode(codec.encode(state)))
                .usingRecursiveComparison()
                .usingOverriddenEquals()
                .ignoringFields("recentIds")
                .isEqualTo(state);
        assertThat(codec.encode(codec.decode(codec.encode(state)))).isEqualTo(codec.encode(state));
    }

    @Property(tries = 300)
    void replayOfAllChangesNothing(@ForAll("events") List<UserEvent> events) throws Exception {
        UserState state = play(new UserState(CONFIG), events);
        byte[] before = codec.encode(state);
        assertThat(codec.encode(play(state, events))).isEqualTo(before);
    }

    @Property(tries = 300)
    void historyIsTheNewestByEventTimeInWhateverOrderTheyCome(
            @ForAll("events") List<UserEvent> events, @ForAll long seed) throws Exception {
        List<UserEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(seed));
        List<UserEvent> newest = events.stream()
                .filter(UserEvent::isInteraction)
                .sorted(Comparator.comparingLong(UserEvent::timestamp).reversed())
                .limit(CONFIG.history())
                .toList();
        UserState state = play(new UserState(CONFIG), shuffled);
        assertThat(state.history.items())
                .containsExactlyElementsOf(
                        newest.stream().map(UserEvent::itemId).toList());
        assertThat(state.history.times())
                .containsExactly(newest.stream().mapToLong(UserEvent::timestamp).toArray());
    }

    @Property(tries = 300)
    void everyChangeOfTheActivityIsLaterThanTheOneBefore(@ForAll("events") List<UserEvent> events) throws Exception {
        UserState state = new UserState(CONFIG);
        UserActivity before = state.activity();
        for (int i = 0; i < events.size(); i++) {
            UserActivity after =
                    states.onEvent(state, events.get(i), "e" + i).state().activity();
            assertThat(TIME.compare(after, before)).isPositive();
            before = after;
        }
    }

    private UserState play(UserState state, List<UserEvent> events) throws InvalidRecordException {
        for (UserEvent event : events) {
            states.onEvent(state, event, "id-" + event.timestamp());
        }
        return state;
    }
}
