package dev.millrace.local.demo.traffic;

import dev.millrace.contracts.UserEvent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Shoppers with planted tastes (a few groups each) who walk from item to item within a session, many sessions at a time, never
 * the same item twice; and a flash sale in the middle of the live part. A sequence: history first, then live.
 */
public final class UserGenerator {
    private static final int TASTES = 3;
    private static final double[] TASTE_SHARES = {.6, .85, 1};
    private static final double SECONDS_BETWEEN_ACTS = 1.5;
    private static final double SESSION_ENDS = 1 / 7.0;
    private static final double FOLLOWS = .6;
    private static final double STRAYS = .05;
    private static final double IMPRESSIONS = .08;
    private static final int ATTEMPTS = 12;
    private static final long HISTORY_MILLIS = 2 * 24 * 3600 * 1000L;

    private final UserPlan plan;
    private final SplittableRandom random;
    private final Shop shop;
    private final FlashSale sale;
    private final int[][] tastes;
    private final BitSet[] seen;
    private final List<Session> sessions = new ArrayList<>();
    private final BitSet busy = new BitSet();
    private int made;
    private int opened;

    /** One visit; mutable, owned by the generator. */
    private static final class Session {
        final int user;
        final int group;
        final String id;
        int last = -1;

        Session(int user, int group, String id) {
            this.user = user;
            this.group = group;
            this.id = id;
        }
    }

    public UserGenerator(UserPlan plan) {
        this.plan = plan;
        this.random = new SplittableRandom(plan.seed() ^ 0x05E2L);
        this.shop = new Shop(plan.seed());
        this.sale = FlashSale.of(plan, random);
        this.tastes = new int[plan.users()][TASTES];
        this.seen = new BitSet[plan.users()];
        for (int user = 0; user < seen.length; user++) {
            seen[user] = new BitSet();
            for (int t = 0; t < TASTES; t++) {
                tastes[user][t] = shop.randomGroup(random);
            }
        }
        int open = (int) Math.min(plan.users() / 2.0, Math.max(10, plan.liveRate() * SECONDS_BETWEEN_ACTS));
        for (int i = 0; i < open; i++) {
            sessions.add(open());
        }
    }

    public UserTraffic traffic() {
        return new UserTraffic(
                shop.catalogue(),
                new Part<>(plan.historyEvents(), events(plan.historyEvents())),
                new Part<>(plan.liveEvents(), events(plan.historyEvents() + plan.liveEvents())));
    }

    FlashSale sale() {
        return sale;
    }

    private Iterator<Planned<UserEvent>> events(int end) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return made < end;
            }

            @Override
            public Planned<UserEvent> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                UserEvent event = nextEvent();
                return new Planned<>(event, event.timestamp() - eventTime(0));
            }
        };
    }

    private long eventTime(int index) {
        int live = index - plan.historyEvents();
        double millis =
                live < 0 ? live * (double) HISTORY_MILLIS / plan.historyEvents() : live * 1000 / plan.liveRate();
        return plan.liveFromMillis() + (long) Math.floor(millis);
    }

    private UserEvent nextEvent() {
        int index = made++;
        if (sale.runs(index) && random.nextDouble() < FlashSale.SHARE) {
            int item = sale.item(random);
            int user = random.nextInt(plan.users());
            if (!seen[user].get(item)) {
                return act(index, user, item, UserEvent.Type.PURCHASE, null);
            }
        }
        int place = random.nextInt(sessions.size());
        Session session = sessions.get(place);
        if (random.nextDouble() < IMPRESSIONS) {
            int shown = shop.randomItem(session.group, random);
            return event(index, session.user, shown, UserEvent.Type.IMPRESSION, session.id);
        }
        int item = nextItem(session);
        session.last = item;
        if (random.nextDouble() < SESSION_ENDS) {
            busy.clear(session.user);
            sessions.set(place, open());
        }
        return act(index, session.user, item, type(), session.id);
    }

    /** The next item of a session, one that the user has not met: along the planted path, by taste, else anywhere. */
    private int nextItem(Session session) {
        boolean follows = session.last >= 0 && random.nextDouble() < FOLLOWS;
        int group = random.nextDouble() < STRAYS ? shop.randomGroup(random) : session.group;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int item = follows && attempt < 3 ? shop.successor(session.last, random) : shop.randomItem(group, random);
            if (!seen[session.user].get(item)) {
                return item;
            }
        }
        int from = random.nextInt(Shop.ITEMS);
        int item = seen[session.user].nextClearBit(from);
        return item < Shop.ITEMS ? item : seen[session.user].nextClearBit(0) % Shop.ITEMS;
    }

    private Session open() {
        int user = random.nextInt(plan.users());
        while (busy.get(user)) {
            user = (user + 1) % plan.users();
        }
        busy.set(user);
        double u = random.nextDouble();
        int taste = u < TASTE_SHARES[0] ? 0 : u < TASTE_SHARES[1] ? 1 : 2;
        return new Session(user, tastes[user][taste], "s" + opened++);
    }

    private UserEvent.Type type() {
        double u = random.nextDouble();
        if (u < .62) {
            return UserEvent.Type.VIEW;
        }
        return u < .82
                ? UserEvent.Type.CLICK
                : u < .91 ? UserEvent.Type.CART : u < .96 ? UserEvent.Type.PURCHASE : UserEvent.Type.RATING;
    }

    private UserEvent act(int index, int user, int item, UserEvent.Type type, @Nullable String session) {
        seen[user].set(item);
        return event(index, user, item, type, session);
    }

    private UserEvent event(int index, int user, int item, UserEvent.Type type, @Nullable String session) {
        Double value = type == UserEvent.Type.RATING ? (double) random.nextInt(1, 6) : null;
        return new UserEvent(
                String.format("u%s%04d", plan.tag(), user),
                Shop.id(item),
                type,
                eventTime(index),
                value,
                session,
                "demo-" + plan.tag() + index);
    }
}
