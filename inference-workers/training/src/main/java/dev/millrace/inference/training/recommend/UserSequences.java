package dev.millrace.inference.training.recommend;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Interactions as one sequence per user, oldest first. Users and items are in an order that depends on the data alone: users
 * by their first interaction, items by falling popularity, then name.
 *
 * @param sequences item indices
 * @param places of the same interactions among all of all users, by time, from 0
 * @param popularity interactions by item index
 */
record UserSequences(Vocabulary items, List<int[]> sequences, List<int[]> places, int[] popularity) {

    static UserSequences of(Collection<Interaction> interactions) {
        List<Interaction> sorted = new ArrayList<>(interactions);
        sorted.sort(Comparator.comparingLong(Interaction::timestamp)); // ties keep their order
        Vocabulary items = vocabulary(sorted);
        int[] popularity = new int[items.size() + 1];
        int[] indices = new int[sorted.size()];
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < indices.length; i++) {
            indices[i] = items.index(sorted.get(i).itemId());
            popularity[indices[i]]++;
            places.computeIfAbsent(sorted.get(i).userId(), user -> new ArrayList<>())
                    .add(i);
        }
        List<int[]> placesByUser = places.values().stream()
                .map(list -> list.stream().mapToInt(i -> i).toArray())
                .toList();
        List<int[]> sequences = places.values().stream()
                .map(list -> list.stream().mapToInt(i -> indices[i]).toArray())
                .toList();
        return new UserSequences(items, sequences, placesByUser, popularity);
    }

    private static Vocabulary vocabulary(List<Interaction> interactions) {
        Map<String, Integer> counts = new HashMap<>();
        for (Interaction interaction : interactions) {
            counts.merge(interaction.itemId(), 1, Integer::sum);
        }
        List<String> items = new ArrayList<>(counts.keySet());
        Comparator<String> popularFirst = Comparator.comparingInt(item -> -counts.getOrDefault(item, 0));
        items.sort(popularFirst.thenComparing(Comparator.naturalOrder()));
        return new Vocabulary(items);
    }
}
