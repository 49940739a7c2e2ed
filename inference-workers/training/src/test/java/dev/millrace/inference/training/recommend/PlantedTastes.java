package dev.millrace.inference.training.recommend;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Seeded users with two tastes each out of some groups of items; within a group items are chosen by a Zipf law and mostly near
 * the item before, never twice.
 */
public final class PlantedTastes {
    private final int groups;
    private final int itemsPerGroup;
    private final SplittableRandom random;

    public PlantedTastes(long seed, int groups, int itemsPerGroup) {
        this.groups = groups;
        this.itemsPerGroup = itemsPerGroup;
        random = new SplittableRandom(seed);
    }

    /** In the order of time, one millisecond apart. */
    public List<Interaction> interactions(int users, int events) {
        List<Interaction> interactions = new ArrayList<>();
        int[] last = new int[users];
        int[][] tastes = new int[users][2];
        List<Set<Integer>> seen = new ArrayList<>();
        for (int u = 0; u < users; u++) {
            tastes[u][0] = random.nextInt(groups);
            tastes[u][1] = random.nextInt(groups);
            last[u] = -1;
            seen.add(new HashSet<>());
        }
        while (interactions.size() < events) {
            int u = random.nextInt(users);
            int item = draw(tastes[u], last[u]);
            if (seen.get(u).add(item)) {
                last[u] = item;
                interactions.add(new Interaction("u" + u, "i" + item, interactions.size()));
            }
        }
        return interactions;
    }

    private int draw(int[] tastes, int last) {
        if (last >= 0 && random.nextDouble() < .5) {
            int group = last / itemsPerGroup;
            int near = last % itemsPerGroup + 1 + random.nextInt(5);
            return group * itemsPerGroup + near % itemsPerGroup;
        }
        int group = tastes[random.nextInt(2)];
        int rank = (int) Math.pow(itemsPerGroup, random.nextDouble()) - 1; // Zipf with exponent 1
        return group * itemsPerGroup + rank;
    }
}
