package dev.millrace.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.console.live.AlertStep;
import dev.millrace.console.live.Live;
import dev.millrace.console.live.Point;
import dev.millrace.contracts.Json;
import dev.millrace.observer.snapshot.ObserverSnapshot;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BroadcastTest {
    private final Live live = Live.empty();
    private final Broadcast broadcast = new Broadcast(
            live,
            () -> ObserverSnapshot.NOTHING,
            2,
            2,
            Clock.fixed(Instant.ofEpochMilli(1_000), ZoneOffset.UTC),
            () -> 0);

    @Test
    void aPageIsToldEverythingAtOnceAndThenWhatIsNew() throws Exception {
        live.alerts().add(step("1"));
        broadcast.tick();
        Browser browser = open(null);
        JsonNode hello = take(browser, "tick").get(0);
        assertThat(hello.get("hello").asBoolean()).isTrue();
        assertThat(hello.get("alerts")).hasSize(1);
        assertThat(hello.get("firing")).hasSize(1);
        assertThat(hello.at("/picture/lanes")).hasSize(3);
        live.alerts().add(step("2"));
        broadcast.tick();
        JsonNode news = take(browser, "tick").get(0);
        assertThat(news.get("hello").asBoolean()).isFalse();
        assertThat(news.get("alerts")).hasSize(1);
        assertThat(news.get("firing")).hasSize(2);
        assertThat(news.has("picture")).isFalse();
    }

    @Test
    void thePictureComesEachFourthTime() throws Exception {
        Browser browser = open(null);
        for (int i = 0; i < 8; i++) {
            broadcast.tick();
        }
        assertThat(take(browser, "tick")).hasSize(1 + 2);
    }

    @Test
    void aSeriesIsSentWholeFirstAndThenItsNewPoints() throws Exception {
        point("a", 1);
        Browser chosen = open("a");
        Browser usual = open(null);
        point("b", 1);
        broadcast.tick();
        point("a", 2);
        broadcast.tick();
        List<JsonNode> ofChosen = take(chosen, "series");
        assertThat(ofChosen).extracting(tick -> tick.get("reset").asBoolean()).containsExactly(true, false);
        assertThat(ofChosen.get(1).get("points").toString()).isEqualTo("[[2.0,1.0,2.0,0.0]]");
        assertThat(take(usual, "series"))
                .extracting(tick -> tick.get("sensor").asText())
                .containsExactly("a", "b", "a");
        assertThat(live.series().isWatched("a")).isTrue();
    }

    @Test
    void aPageThatDoesNotReadIsDroppedAndMakesRoom() {
        Browser slow = open(null);
        Browser other = open(null);
        assertThat(broadcast.open(null)).as("two may be open").isNull();
        for (int i = 0; i < 200; i++) {
            live.alerts().add(step("a" + i));
            broadcast.tick();
            while (next(other) != null) {
                assertThat(other.dropped()).isFalse();
            }
        }
        assertThat(slow.dropped()).isTrue();
        assertThat(broadcast.open()).isEqualTo(1);
        assertThat(broadcast.open(null)).isNotNull();
    }

    private Browser open(@Nullable String sensor) {
        return Objects.requireNonNull(broadcast.open(sensor));
    }

    private void point(String sensor, long at) {
        live.series().add(sensor, new Point(at, 1, 2, false));
    }

    private static AlertStep step(String id) {
        return new AlertStep(id, "s", true, 3, 1, 1, 5, 4, "level", "t", "m/v1");
    }

    private static @Nullable String next(Browser browser) {
        try {
            return browser.next(0);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> take(Browser browser, String event) throws Exception {
        var found = new ArrayList<JsonNode>();
        String head = "event: " + event + "\ndata: ";
        for (String message = browser.next(0); message != null; message = browser.next(0)) {
            assertThat(message).endsWith("\n\n");
            if (message.startsWith(head)) {
                found.add(Json.mapper().readTree(message.substring(head.length())));
            }
        }
        return found;
    }
}
