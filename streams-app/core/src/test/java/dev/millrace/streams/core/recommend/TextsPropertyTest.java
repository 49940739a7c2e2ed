package dev.millrace.streams.core.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TextsPropertyTest {
    private static final int MOST = 7;
    /** Alike in length, in their ends, and not. */
    private static final List<String> IDS =
            List.of("", "a", "b", "abc", "1-long-end", "2-long-end", "item-é", "item-ü", "abcd", "xbcd", "12345");

    @Property(tries = 300)
    void changesAreThoseOfAList(@ForAll long seed) {
        var random = new Random(seed);
        List<String> list = new ArrayList<>();
        Texts texts = Texts.NONE;
        for (int i = 0; i < 60; i++) {
            String id = IDS.get(random.nextInt(IDS.size()));
            if (random.nextBoolean()) {
                list.remove(id);
                list.add(id);
                if (list.size() > MOST) {
                    list.remove(0);
                }
                texts = texts.moveToEnd(Texts.utf8(id), MOST);
            } else {
                int place = random.nextInt(Math.min(MOST, list.size() + 1));
                list.add(place, id);
                if (list.size() > MOST) {
                    list.remove(MOST);
                }
                texts = texts.insert(place, Texts.utf8(id), MOST);
            }
            assertThat(texts.toArray()).containsExactlyElementsOf(list);
            assertThat(texts.count()).isEqualTo(list.size());
            assertThat(texts).isEqualTo(Texts.of(list));
            int some = random.nextInt(list.size() + 1);
            assertThat(texts.first(some).toArray()).containsExactlyElementsOf(list.subList(0, some));
            assertThat(texts.last(some).toArray())
                    .containsExactlyElementsOf(list.subList(list.size() - some, list.size()));
        }
    }

    @Property(tries = 100)
    void aListDoesNotChangeAfterwards(@ForAll long seed) {
        var random = new Random(seed);
        Texts before = Texts.of(List.of("a", "b", "c"));
        var unused = before.moveToEnd(Texts.utf8(IDS.get(random.nextInt(IDS.size()))), 2 + random.nextInt(3));
        var unusedToo = before.insert(random.nextInt(3), Texts.utf8("new"), 3);
        assertThat(before.toArray()).containsExactly("a", "b", "c");
    }
}
