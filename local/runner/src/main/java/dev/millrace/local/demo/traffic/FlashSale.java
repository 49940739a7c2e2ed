package dev.millrace.local.demo.traffic;

import java.util.SplittableRandom;

/**
 * A few items that everybody buys for some seconds of the live part.
 *
 * @param from index of the first event, history counted
 * @param to index behind the last
 */
record FlashSale(int from, int to, int[] items) {
    /** Share of the events that belong to it while it runs. */
    static final double SHARE = .4;

    private static final int ITEMS = 5;
    private static final double STARTS_AT = .5;
    private static final double LASTS = .12;

    static FlashSale of(UserPlan plan, SplittableRandom random) {
        int from = plan.historyEvents() + (int) (plan.liveEvents() * STARTS_AT);
        int[] items = random.ints(ITEMS, 0, Shop.ITEMS).toArray();
        return new FlashSale(from, from + (int) (plan.liveEvents() * LASTS), items);
    }

    boolean runs(int index) {
        return index >= from && index < to;
    }

    int item(SplittableRandom random) {
        return items[random.nextInt(items.length)];
    }
}
