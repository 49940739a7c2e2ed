package dev.millrace.inference.worker.recommender;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ItemTableTest {
    @Test
    void everyLookUpIsThatOfAMap() {
        var random = new Random(11);
        for (int capacity : new int[] {1, 2, 7, 1000}) {
            var table = new ItemTable(capacity);
            var map = new HashMap<String, Integer>();
            String[] texts = new String[3 * capacity];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = text(random, i % (2 * capacity));
            }
            for (int i = 0; i < capacity; i++) {
                String item = texts[random.nextInt(texts.length)];
                assertThat(table.add(item, i + 1)).isEqualTo(map.putIfAbsent(item, i + 1) == null);
            }
            int[] found = new int[texts.length];
            table.find(texts, found);
            for (int i = 0; i < texts.length; i++) {
                assertThat(found[i]).as(texts[i]).isEqualTo(map.getOrDefault(texts[i], 0));
                assertThat(table.find(texts[i])).isEqualTo(found[i]);
            }
        }
    }

    @Test
    void itemsOfOneHashAreToldApart() {
        var table = new ItemTable(4); // "Aa" and "BB" have the same hash
        assertThat(table.add("AaAa", 1)).isTrue();
        assertThat(table.add("BBBB", 2)).isTrue();
        assertThat(table.add("AaAa", 3)).isFalse();
        assertThat(table.find("BBBB")).isEqualTo(2);
        assertThat(table.find("AaBB")).isZero();
        assertThat(table.find("")).isZero();
    }

    private static String text(Random random, int number) {
        return switch (random.nextInt(3)) {
            case 0 -> "item-" + number;
            case 1 -> "ïtem-" + number + "-日本";
            default -> "x".repeat(number % 50) + number;
        };
    }
}
