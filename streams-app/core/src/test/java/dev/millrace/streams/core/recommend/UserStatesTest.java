package dev.millrace.streams.core.recommend;

import static dev.millrace.streams.core.recommend.Events.event;
import static dev.millrace.streams.core.recommend.Events.impression;
import static dev.millrace.streams.core.recommend.Events.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.RecommendationRequest;
import dev.millrace.contracts.UserEvent;
import dev.millrace.contracts.UserStateRequest;
import dev.millrace.streams.core.recommend.UserStates.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserStatesTest {
    private static final UserStateConfig SMALL = new UserStateConfig(3, 4, 8, 10);

    private final UserStates states = new UserStates(SMALL);

    @Test
    void interactionAsksWithTheHistoryThatIncludesIt() throws Exception {
        Step first = states.onEvent(null, view("a", 10), "e1");
        UserStateRequest request =
                states.onEvent(first.state(), view("b", 20), "e2").request().orElseThrow();
        assertThat(request.requestId()).isEqualTo("e2");
        assertThat(request.trigger()).isEqualTo("e2");
        assertThat(request.userId()).isEqualTo("u1");
        assertThat(request.k()).isEqualTo(10);
        assertThat(request.timestamp()).isEqualTo(20);
        assertThat(request.history()).containsExactly("b", "a");
        assertThat(request.historyTimes()).containsExactly(20, 10);
        assertThat(request.seen()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void impressionIsOnlyCounted() throws Exception {
        Step step = states.onEvent(null, impression("a", 10), "e1");
        assertThat(step.request()).isEmpty();
        assertThat(step.state().history.size()).isZero();
        assertThat(step.state().seen.items()).isEmpty();
        assertThat(step.state().activity()).isEqualTo(new UserActivity(1, 0, null, 10, 0));
    }

    @Test
    void repeatedEventIsCountedOnceButAsksAgain() throws Exception {
        Step first = states.onEvent(null, view("a", 10), "e1");
        Step second = states.onEvent(first.state(), view("a", 10), "e1");
        assertThat(first.repeated()).isFalse();
        assertThat(second.repeated()).isTrue();
        assertThat(second.state().count(UserEvent.Type.VIEW)).isEqualTo(1);
        assertThat(second.request().orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(first.request().orElseThrow());
    }

    @Test
    void lateEventTakesItsPlaceInTheHistory() throws Exception {
        UserState state = play(view("a", 10), view("c", 30), view("b", 20));
        assertThat(state.history.items()).containsExactly("c", "b", "a");
    }

    @Test
    void eventOlderThanAFullHistoryIsSeenButNotKept() throws Exception {
        UserState state = play(view("b", 20), view("c", 30), view("d", 40), view("a", 10));
        assertThat(state.history.items()).containsExactly("d", "c", "b");
        assertThat(state.seen.items()).contains("a");
    }

    @Test
    void leastRecentItemFallsOutOfSeen() throws Exception {
        UserState state = play(view("a", 1), view("b", 2), view("c", 3), view("d", 4), view("a", 5), view("e", 6));
        assertThat(state.seen.items()).containsExactly("c", "d", "a", "e");
    }

    @Test
    void activityCountsAndKeepsTheNewestTime() throws Exception {
        UserState state = play(view("a", 10), impression("x", 50), event(UserEvent.Type.CART, "b", 30));
        assertThat(state.activity()).isEqualTo(new UserActivity(3, 2, "b", 50, 1));
    }

    @Test
    void requestExcludesForItselfOnly() throws Exception {
        UserState state = play(view("a", 10));
        var request = new RecommendationRequest("r1", "u1", 5, List.of("x"), null);
        UserStateRequest asked = states.onRequest(state, request, 77);
        assertThat(asked.requestId()).isEqualTo("r1");
        assertThat(asked.trigger()).isEqualTo("request");
        assertThat(asked.k()).isEqualTo(5);
        assertThat(asked.timestamp()).isEqualTo(77);
        assertThat(asked.seen()).containsExactly("a", "x");
        assertThat(state.seen.items()).containsExactly("a");
    }

    @Test
    void unknownUserAsksWithNothing() {
        var request = new RecommendationRequest("r1", "u1", 5, List.of(), 12L);
        UserStateRequest asked = states.onRequest(null, request, 77);
        assertThat(asked.history()).isEmpty();
        assertThat(asked.seen()).isEmpty();
        assertThat(asked.timestamp()).isEqualTo(12);
    }

    @Test
    void idTooLongToKeepIsRefused() {
        String item = "x".repeat(UserStates.MAX_ID_LENGTH + 1);
        assertThatThrownBy(() -> states.onEvent(null, view(item, 1), "e1"))
                .isInstanceOfSatisfying(
                        InvalidRecordException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.OVERSIZE))
                .hasMessageContaining("'itemId' has 257 characters");
    }

    @Test
    void configNamesTheKeyAndTheBadValue() {
        assertThatThrownBy(() -> new UserStateConfig(0, 1, 1, 1))
                .hasMessageContaining("history")
                .hasMessageContaining("0");
        assertThatThrownBy(() -> UserStateConfig.defaults().withK(1001)).hasMessageContaining("k must be");
    }

    private UserState play(UserEvent... events) throws InvalidRecordException {
        UserState state = new UserState(SMALL);
        for (int i = 0; i < events.length; i++) {
            state = states.onEvent(state, events[i], "e" + i).state();
        }
        return state;
    }
}
