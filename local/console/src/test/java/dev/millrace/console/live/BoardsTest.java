package dev.millrace.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BoardsTest {
    @Test
    void anAlertIsToldWhenItBeginsAndWhenItEnds() {
        var board = new AlertBoard();
        assertThat(board.add(step("x", true, 1))).isTrue();
        assertThat(board.add(step("x", true, 2))).isFalse();
        assertThat(board.takeChanges()).extracting(AlertStep::at).containsExactly(1L);
        assertThat(board.firing()).extracting(AlertStep::at).containsExactly(2L);
        assertThat(board.takeChanged()).isTrue();
        assertThat(board.takeChanged()).isFalse();
        assertThat(board.add(step("x", false, 3))).isFalse();
        assertThat(board.takeChanges()).extracting(AlertStep::firing).containsExactly(false);
        assertThat(board.firing()).isEmpty();
        assertThat(board.recent()).hasSize(2);
    }

    @Test
    void manyAlertsDoNotFillTheMemory() {
        var board = new AlertBoard();
        for (int i = 0; i < 1_000; i++) {
            board.add(step("a" + i, true, i));
        }
        assertThat(board.firing()).hasSize(200);
        assertThat(board.takeChanges())
                .hasSize(20)
                .last()
                .extracting(AlertStep::at)
                .isEqualTo(999L);
    }

    @Test
    void aFeedTellsTheNewestAndKeepsTheLast() {
        var feed = new Feed<Integer>(3, 2);
        List.of(1, 2, 3, 4).forEach(feed::add);
        assertThat(feed.take()).containsExactly(3, 4);
        assertThat(feed.take()).isEmpty();
        List.of(5, 6).forEach(feed::add);
        feed.take();
        assertThat(feed.recent()).containsExactly(4, 5, 6);
    }

    private static AlertStep step(String id, boolean firing, long at) {
        return new AlertStep(id, "s", firing, 3, at, 1, 5, 4, "level", "t", "m/v1");
    }
}
