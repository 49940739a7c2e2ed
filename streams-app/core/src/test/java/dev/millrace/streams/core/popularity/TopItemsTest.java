package dev.millrace.streams.core.popularity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TopItemsTest {
    @Test
    void theBestComeFirstAndTiesGoByName() {
        var top = new TopItems(3);
        top.offer("b", 1);
        top.offer("a", 1);
        top.offer("c", 2);

        assertThat(top.ranked()).extracting(TopItems.Entry::itemId).containsExactly("c", "a", "b");
    }

    @Test
    void anItemBelowAFullListChangesNothing() {
        var top = new TopItems(2);
        top.offer("a", 3);
        top.offer("b", 2);

        assertThat(top.offer("c", 1)).isFalse();
        assertThat(top.offer("b", 2)).isFalse();
        assertThat(top.ranked()).extracting(TopItems.Entry::itemId).containsExactly("a", "b");
    }

    @Test
    void anItemThatFellOutComesBackWithItsWholeScore() {
        var top = new TopItems(1);
        top.offer("a", 1);
        top.offer("b", 2);

        assertThat(top.offer("a", 3)).isTrue();
        assertThat(top.ranked()).containsExactly(new TopItems.Entry("a", 3));
    }

    @Test
    void aListWithoutPlacesIsRefused() {
        assertThatThrownBy(() -> new TopItems(0)).hasMessageContaining("capacity");
    }

    @Property
    void theBoundedListEqualsTheHeadOfTheWholeRanking(
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 19) Integer> events,
            @ForAll @IntRange(min = 1, max = 8) int capacity) {
        var top = new TopItems(capacity);
        Map<String, Double> all = new HashMap<>();
        for (int item : events) {
            double score = all.merge("i" + item, 1.0, Double::sum);
            top.offer("i" + item, score);
        }

        List<TopItems.Entry> expected = all.entrySet().stream()
                .map(entry -> new TopItems.Entry(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingDouble(TopItems.Entry::log2Score)
                        .reversed()
                        .thenComparing(TopItems.Entry::itemId))
                .limit(capacity)
                .toList();
        assertThat(top.ranked()).isEqualTo(expected);
    }
}
