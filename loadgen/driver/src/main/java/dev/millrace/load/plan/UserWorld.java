package dev.millrace.load.plan;

import dev.millrace.contracts.CatalogItem;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Names of a run's users, items and events, and who likes what. Items and their groups depend on no seed, so that one model
 * serves many runs: item i is of group i modulo the number of groups, and within it the more popular the smaller it is.
 *
 * <p>Immutable, thread-safe.
 */
public final class UserWorld implements UserNames {
    private static final int SEQUENCE_BITS = 48;

    private final UserLoad load;
    private final Numbered users;
    private final Numbered items;
    private final String eventPrefix;
    private final long tasteSeed;
    /** Steps that meet every group before one comes twice: the units modulo the number of groups. */
    private final int[] steps;

    public UserWorld(UserLoad load) {
        this.load = load;
        this.users = new Numbered("u" + load.tag() + "-", load.users());
        this.items = new Numbered("i", load.items());
        this.eventPrefix = load.tag() + "-";
        this.tasteSeed = Mix.of(load.seed(), 0x7A57EL);
        int groups = load.groups();
        this.steps = groups == 1
                ? new int[] {1}
                : IntStream.range(1, groups)
                        .filter(step -> gcd(step, groups) == 1)
                        .toArray();
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    @Override
    public String userId(int user) {
        return users.name(user);
    }

    byte[] userKey(int user) {
        return users.bytes(user);
    }

    @Override
    public String itemId(int item) {
        return items.name(item);
    }

    byte[] itemKey(int item) {
        return items.bytes(item);
    }

    @Override
    public int item(String itemId) {
        return (int) items.number(itemId);
    }

    @Override
    public String eventId(int process, long sequence) {
        return eventPrefix + Integer.toString(process, 36) + "-" + Long.toString(sequence, 36);
    }

    /** Names of the events of one process. */
    Numbered events(int process) {
        return new Numbered(eventPrefix + Integer.toString(process, 36) + "-", 1L << SEQUENCE_BITS);
    }

    @Override
    public long event(String eventId) {
        int dash = eventId.indexOf('-', eventPrefix.length());
        if (dash < 0 || !eventId.startsWith(eventPrefix)) {
            return -1;
        }
        long process = Numbered.number(eventId, eventPrefix.length(), dash, Processes.MOST);
        long sequence = Numbered.number(eventId, dash + 1, eventId.length(), 1L << SEQUENCE_BITS);
        return process < 0 || sequence < 0 ? -1 : (process << SEQUENCE_BITS) + sequence;
    }

    @Override
    public int group(int item) {
        return item % load.groups();
    }

    /** The group that a user likes at place {@code taste}, from 0, below {@link UserLoad#tastes}; the first the most. */
    public int taste(int user, int taste) {
        long mixed = Mix.of(tasteSeed, user);
        int step = steps[Mix.below(mixed, steps.length)];
        int first = Mix.below(mixed << 32, load.groups());
        return (int) ((first + (long) taste * step) % load.groups());
    }

    @Override
    public boolean likes(int user, int group) {
        for (int taste = 0; taste < load.tastes(); taste++) {
            if (taste(user, taste) == group) {
                return true;
            }
        }
        return false;
    }

    /** Every item, its group as its category. */
    public Stream<CatalogItem> catalogue() {
        return IntStream.range(0, load.items())
                .mapToObj(item ->
                        new CatalogItem(itemId(item), "Item " + item, List.of("group-" + group(item)), Map.of()));
    }
}
