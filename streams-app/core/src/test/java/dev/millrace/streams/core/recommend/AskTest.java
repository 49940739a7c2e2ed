package dev.millrace.streams.core.recommend;

import static dev.millrace.streams.core.recommend.Events.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.RecommendationRequest;
import dev.millrace.contracts.UserStateRequest;
import dev.millrace.contracts.oip.ModelInferRequest;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class AskTest {
    private final UserStates states = new UserStates(UserStateConfig.defaults());

    @Property(tries = 200)
    void bytesAreTheSameMessageAsTheRequests(
            @ForAll @IntRange(max = 300) int events, @ForAll @Size(max = 3) List<String> exclude) throws Exception {
        UserState state = new UserState(UserStateConfig.defaults());
        for (int i = 0; i < events; i++) {
            state = states.onEvent(state, view("item-é-" + i % 90, 1000 + i), "e" + i)
                    .state();
        }
        var request = new RecommendationRequest("r1", "user-ü", 5, exclude, 77L);
        Ask ask = states.ask(state, request, 1);
        byte[] bytes = ask.encode("recommender");
        UserStateRequest asked = ask.request();
        assertThat(UserStateRequest.decode(bytes)).usingRecursiveComparison().isEqualTo(asked);
        assertThat(ModelInferRequest.parseFrom(bytes))
                .isEqualTo(ModelInferRequest.parseFrom(asked.encode("recommender")));
        assertThat(asked).usingRecursiveComparison().isEqualTo(states.onRequest(state, request, 1));
    }

    @Property(tries = 20)
    void anAskIsOfTheStateAsItWas(@ForAll @IntRange(min = 1, max = 60) int events) throws Exception {
        UserState state = new UserState(UserStateConfig.defaults());
        Ask before = null;
        UserStateRequest told = null;
        for (int i = 0; i < events; i++) {
            if (before != null) {
                state = states.onEvent(state, view("item-" + i, 1000 - i), "e" + i)
                        .state();
                assertThat(before.request()).usingRecursiveComparison().isEqualTo(told);
            }
            before = states.onEvent(state, view("item", 1), "x" + i).ask().orElseThrow();
            told = before.request();
        }
    }
}
