package dev.millrace.streams.core.popularity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contracts.UserEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecayedPopularityTest {
    private static final long WEEK = Duration.ofDays(7).toMillis();
    private static final long NOW = 1_790_000_000_000L;

    private final DecayedPopularity popularity = new DecayedPopularity(Duration.ofDays(7), 4);

    @Test
    void anEventIsWorthHalfAfterEveryHalfLife() {
        double log2Score = count(List.of(NOW)).log2Score();

        assertThat(popularity.scoreAt(log2Score, NOW)).isCloseTo(1, within(1e-9));
        assertThat(popularity.scoreAt(log2Score, NOW + WEEK)).isCloseTo(0.5, within(1e-9));
        assertThat(popularity.scoreAt(log2Score, NOW + 3 * WEEK)).isCloseTo(0.125, within(1e-9));
    }

    @Test
    void aLateEventCountsForWhatItIsWorth() {
        ItemState state = count(List.of(NOW, NOW - WEEK));

        assertThat(popularity.scoreAt(state.log2Score(), NOW)).isCloseTo(1.5, within(1e-9));
        assertThat(state.newest()).isEqualTo(NOW);
    }

    @Test
    void duplicateEventIsCountedOnce() {
        ItemState once = popularity.onEvent(null, 1, NOW).state();
        DecayedPopularity.Step again = popularity.onEvent(once, 1, NOW);

        assertThat(again.counted()).isFalse();
        assertThat(again.state()).isSameAs(once);
    }

    @Test
    void theNewestIdentitiesAreRemembered() {
        ItemState state = count(List.of(NOW, NOW, NOW, NOW, NOW, NOW));

        assertThat(state.recent()).containsExactly(2, 3, 4, 5);
        assertThat(popularity.onEvent(state, 1, NOW).counted()).isTrue();
        assertThat(popularity.onEvent(state, 2, NOW).counted()).isFalse();
    }

    @Test
    void aCenturyBetweenEventsKeepsTheScoreFinite() {
        long century = Duration.ofDays(36_525).toMillis();
        var hourly = new DecayedPopularity(Duration.ofHours(1), 4);
        ItemState old = hourly.onEvent(null, 1, 0).state();
        ItemState both = hourly.onEvent(old, 2, century).state();

        assertThat(hourly.scoreAt(both.log2Score(), century)).isCloseTo(1, within(1e-6));
        assertThat(hourly.scoreAt(old.log2Score(), century)).isZero();
    }

    @Test
    void aMillionEventsAtOneTimeAreAMillion() {
        var forgetful = new DecayedPopularity(Duration.ofDays(7), 0);
        ItemState state = forgetful.onEvent(null, 0, NOW).state();
        for (int i = 1; i < 1_000_000; i++) {
            state = forgetful.onEvent(state, i, NOW).state();
        }

        assertThat(popularity.scoreAt(state.log2Score(), NOW)).isCloseTo(1_000_000, within(1.0));
    }

    @Property
    void theOrderOfEventsDoesNotMatter(
            @ForAll @Size(min = 1, max = 30) List<@LongRange(min = 0, max = 4_000_000_000_000L) Long> times,
            @ForAll long seed) {
        var shuffled = new ArrayList<>(times);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(count(shuffled).log2Score())
                .isFinite()
                .isCloseTo(count(times).log2Score(), within(1e-8));
    }

    @Property
    void theScoreNeverShrinksAsEventsCome(
            @ForAll @Size(min = 2, max = 30) List<@LongRange(min = 0, max = 4_000_000_000_000L) Long> times) {
        ItemState state = popularity.onEvent(null, -1, times.get(0)).state();
        for (int i = 1; i < times.size(); i++) {
            ItemState next = popularity.onEvent(state, i, times.get(i)).state();
            assertThat(next.log2Score()).isGreaterThanOrEqualTo(state.log2Score());
            state = next;
        }
    }

    @Property
    void stateSurvivesItsBytes(@ForAll double log2Score, @ForAll long newest, @ForAll @Size(max = 40) long[] recent) {
        ItemState back = ItemState.decode(new ItemState(log2Score, newest, recent).encode());

        assertThat(back.log2Score()).isEqualTo(log2Score);
        assertThat(back.newest()).isEqualTo(newest);
        assertThat(back.recent()).containsExactly(recent);
    }

    @Test
    void bytesOfAnotherVersionAreRefused() {
        byte[] bytes = new ItemState(1, 2, new long[0]).encode();
        bytes[0] = 9;

        assertThatThrownBy(() -> ItemState.decode(bytes)).hasMessageContaining("version 9");
    }

    @Test
    void aHalfLifeBelowASecondIsRefused() {
        assertThatThrownBy(() -> new DecayedPopularity(Duration.ZERO, 1)).hasMessageContaining("half-life");
        assertThatThrownBy(() -> new DecayedPopularity(Duration.ofDays(1), -1)).hasMessageContaining("-1");
    }

    private ItemState count(List<Long> times) {
        ItemState state = popularity.onEvent(null, 0, times.get(0)).state();
        for (int i = 1; i < times.size(); i++) {
            state = popularity.onEvent(state, i, times.get(i)).state();
        }
        return state;
    }

    @Test
    void eventsWithoutAnIdAreToldApartByUserTypeAndTime() {
        long identities = LongStream.range(0, 1000)
                .map(i -> EventIdentity.of(event("u" + i % 10, NOW + i / 10, null)))
                .distinct()
                .count();

        assertThat(identities).isEqualTo(1000);
        assertThat(EventIdentity.of(event("u1", NOW, "e1"))).isEqualTo(EventIdentity.of(event("u2", NOW + 1, "e1")));
    }

    private static UserEvent event(String user, long time, @Nullable String eventId) {
        return new UserEvent(user, "i", UserEvent.Type.VIEW, time, null, null, eventId);
    }
}
