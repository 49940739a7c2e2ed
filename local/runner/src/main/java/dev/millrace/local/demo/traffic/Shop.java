package dev.millrace.local.demo.traffic;

import dev.millrace.contracts.CatalogItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The generator's catalogue and what is planted in it: groups of items, Zipf popularity within and over groups, and for every
 * item the few that people look at next.
 */
final class Shop {
    static final int GROUPS = 40;
    static final int GROUP_SIZE = 50;
    static final int ITEMS = GROUPS * GROUP_SIZE;
    private static final int SUCCESSORS = 3;

    private static final List<String> PLACES =
            List.of("Camping", "Garden", "Kitchen", "Office", "Travel", "Workshop", "Studio", "Winter");
    private static final List<String> THINGS = List.of("lamp", "bag", "chair", "knife", "bottle");
    private static final List<String> NAMES = List.of(
            "Alder", "Amber", "Arrow", "Aster", "Birch", "Brook", "Cedar", "Cliff", "Cloud", "Coral", "Crane", "Delta",
            "Ember", "Fable", "Fern", "Flint", "Frost", "Grove", "Harbor", "Hazel", "Heron", "Indigo", "Iris",
            "Juniper", "Kite", "Lark", "Linden", "Lotus", "Maple", "Meadow", "Mica", "Nova", "Oak", "Onyx", "Opal",
            "Orbit", "Pearl", "Pine", "Prairie", "Quartz", "Raven", "Reed", "Ridge", "Sable", "Slate", "Sparrow",
            "Stone", "Thistle", "Tide", "Willow");

    private final double[] groupPopularity = zipf(GROUPS, .6);
    private final double[] itemPopularity = zipf(GROUP_SIZE, 1);
    private final int[][] successors = new int[ITEMS][SUCCESSORS];

    Shop(long seed) {
        var random = new SplittableRandom(seed ^ 0x5409L);
        for (int item = 0; item < ITEMS; item++) {
            for (int s = 0; s < SUCCESSORS; s++) {
                successors[item][s] = item / GROUP_SIZE * GROUP_SIZE + random.nextInt(GROUP_SIZE);
            }
        }
    }

    List<CatalogItem> catalogue() {
        var items = new ArrayList<CatalogItem>(ITEMS);
        for (int item = 0; item < ITEMS; item++) {
            int group = item / GROUP_SIZE;
            String place = PLACES.get(group % PLACES.size());
            String thing = THINGS.get(group / PLACES.size());
            String title = NAMES.get(item % GROUP_SIZE) + " " + place.toLowerCase(Locale.ROOT) + " " + thing;
            items.add(new CatalogItem(id(item), title, List.of(place, thing), Map.of()));
        }
        return items;
    }

    static String id(int item) {
        return String.format("i%04d", item);
    }

    int randomGroup(SplittableRandom random) {
        return draw(groupPopularity, random);
    }

    int randomItem(int group, SplittableRandom random) {
        return group * GROUP_SIZE + draw(itemPopularity, random);
    }

    /** What is mostly looked at after {@code item}: the first of its successors more than the others. */
    int successor(int item, SplittableRandom random) {
        double u = random.nextDouble();
        return successors[item][u < .65 ? 0 : u < .9 ? 1 : 2];
    }

    private static double[] zipf(int n, double exponent) {
        double[] cumulative = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.pow(i + 1, -exponent);
            cumulative[i] = sum;
        }
        return Arrays.stream(cumulative).map(c -> c / cumulative[n - 1]).toArray();
    }

    private static int draw(double[] cumulative, SplittableRandom random) {
        int place = Arrays.binarySearch(cumulative, random.nextDouble());
        return Math.min(place < 0 ? -place - 1 : place, cumulative.length - 1);
    }
}
