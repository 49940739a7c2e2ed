package dev.millrace.local.demo.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.UserEvent;
import dev.millrace.local.demo.summary.RecommendationSummary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NextItemTest {
    @Test
    void theListOfThePreviousInteractionIsJudgedByTheNextItem() {
        var events = List.of(event("u", "a", 1), event("u", "b", 2), event("u", "c", 3));
        var summary = NextItem.judge(events, Map.of("e1", List.of("x", "b"), "e2", List.of("x", "y")));
        assertThat(summary.positions()).isEqualTo(2);
        assertThat(summary.hitRateAt10()).isEqualTo(.5);
    }

    @Test
    void onlyTheFirstTenCount() {
        var events = List.of(event("u", "a", 1), event("u", "b", 2));
        var list = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "b");
        assertThat(NextItem.judge(events, Map.of("e1", list)).hitRateAt10()).isZero();
    }

    @Test
    void usersDoNotMix() {
        var events = List.of(event("u", "a", 1), event("w", "b", 2));
        assertThat(NextItem.judge(events, Map.of("e1", List.of("b"))))
                .isEqualTo(new RecommendationSummary(0, null, null));
    }

    @Test
    void popularityIsAskedAtTheSamePositionsWithoutSeenItems() {
        var events = List.of(
                event("w", "b", 1), event("x", "b", 2), event("u", "a", 3), event("u", "b", 4), event("u", "z", 5));
        // u: after a, the popular b comes next: a hit; then z, which nobody had: none
        var summary = NextItem.judge(events, Map.of("e3", List.of(), "e4", List.of()));
        assertThat(summary.positions()).isEqualTo(2);
        assertThat(summary.hitRateAt10()).isZero();
        assertThat(summary.popularityHitRateAt10()).isEqualTo(.5);
    }

    @Test
    void popularityFadesWithTime() {
        var top = new UnseenTop();
        long day = 24 * 3600 * 1000L;
        top.add("old", 0);
        top.add("old", 0);
        top.add("old", 0);
        top.add("new", 28 * day);
        assertThat(top.top(1, java.util.Set.of())).containsExactly("new");
        assertThat(top.top(2, java.util.Set.of("new"))).containsExactly("old");
    }

    private static UserEvent event(String user, String item, long time) {
        return new UserEvent(user, item, UserEvent.Type.VIEW, time, null, null, "e" + time);
    }
}
