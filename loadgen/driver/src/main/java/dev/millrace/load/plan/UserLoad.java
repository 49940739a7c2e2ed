package dev.millrace.load.plan;

import dev.millrace.load.arrival.ArrivalSpec;
import dev.millrace.load.arrival.Checks;
import dev.millrace.servicekit.SettingException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A flow of user events.
 *
 * @param users how many; 1 to 50 million
 * @param userSkew how unequally busy they are: exponent of a Zipf distribution, 0 for all alike
 * @param items of the catalogue, at least as many as groups
 * @param itemSkew the same for the items of one group
 * @param groups that items fall into; 40 where 0
 * @param tastes groups that a user likes; 3 where 0
 * @param impressions share of events that only tell what was shown, and ask for no recommendation, 0 to 1
 * @param wire form of the values; JSON where left out
 * @param tag goes into the names of users and events, so that a second run on one platform has its own; items keep their names
 */
public record UserLoad(
        ArrivalSpec arrivals,
        int users,
        double userSkew,
        int items,
        double itemSkew,
        int groups,
        int tastes,
        double impressions,
        Wire wire,
        long seed,
        String tag) {
    private static final int MOST_USERS = 50_000_000;
    private static final int MOST_ITEMS = 10_000_000;
    private static final int DEFAULT_GROUPS = 40;
    private static final int DEFAULT_TASTES = 3;

    public UserLoad(
            @Nullable ArrivalSpec arrivals,
            int users,
            double userSkew,
            int items,
            double itemSkew,
            int groups,
            int tastes,
            double impressions,
            @Nullable Wire wire,
            long seed,
            @Nullable String tag) {
        if (arrivals == null) {
            throw new SettingException("arrivals", "is required, such as {shape: constant, rate: 100}");
        }
        this.groups = groups == 0 ? DEFAULT_GROUPS : groups;
        this.tastes = tastes == 0 ? Math.min(DEFAULT_TASTES, this.groups) : tastes;
        Checks.within("users", users, 1, MOST_USERS);
        Checks.within("userSkew", userSkew, 0, 10);
        Checks.within("groups", this.groups, 1, MOST_ITEMS);
        Checks.within("items", items, this.groups, MOST_ITEMS);
        Checks.within("itemSkew", itemSkew, 0, 10);
        Checks.within("tastes", this.tastes, 1, this.groups);
        Checks.within("impressions", impressions, 0, 1);
        this.arrivals = arrivals;
        this.users = users;
        this.userSkew = userSkew;
        this.items = items;
        this.itemSkew = itemSkew;
        this.impressions = impressions;
        this.wire = Objects.requireNonNullElse(wire, Wire.JSON);
        this.seed = seed;
        this.tag = Tag.checked(tag);
    }

    /** The same with other arrivals. */
    public UserLoad withArrivals(ArrivalSpec other) {
        return with(other, seed, tag);
    }

    /** The same for one run: names and draws of its own. */
    public UserLoad forRun(String runTag, long runSeed) {
        return with(arrivals, runSeed, runTag);
    }

    private UserLoad with(ArrivalSpec newArrivals, long newSeed, String newTag) {
        return new UserLoad(
                newArrivals, users, userSkew, items, itemSkew, groups, tastes, impressions, wire, newSeed, newTag);
    }
}
