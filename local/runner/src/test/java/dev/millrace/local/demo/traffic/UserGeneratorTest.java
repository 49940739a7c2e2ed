package dev.millrace.local.demo.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.UserEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UserGeneratorTest {
    private static final long NOW = 1_760_000_000_000L;
    private static final UserPlan PLAN = UserPlan.of(20, 100, .4, NOW, 42, "");

    @Test
    void theSameSeedGivesTheSameEvents() {
        assertThat(events(PLAN)).isEqualTo(events(PLAN));
        assertThat(events(PLAN)).isNotEqualTo(events(UserPlan.of(20, 100, .4, NOW, 43, "")));
    }

    @Test
    void noUserMeetsAnItemTwice() {
        Set<String> met = new HashSet<>();
        assertThat(events(PLAN).stream().filter(UserEvent::isInteraction))
                .allMatch(event -> met.add(event.userId() + " " + event.itemId()));
    }

    @Test
    void everyEventHasAnIdOfItsOwnAndTimesAscend() {
        List<UserEvent> events = events(PLAN);
        assertThat(events.stream().map(UserEvent::eventId).distinct()).hasSameSizeAs(events);
        assertThat(events).isSortedAccordingTo(java.util.Comparator.comparingLong(UserEvent::timestamp));
        assertThat(events.get(PLAN.historyEvents()).timestamp()).isEqualTo(NOW);
    }

    @Test
    void allTypesOfEventsAppear() {
        Set<UserEvent.Type> types = events(PLAN).stream().map(UserEvent::type).collect(Collectors.toSet());
        assertThat(types).containsExactlyInAnyOrder(UserEvent.Type.values());
    }

    @Test
    void usersStayWithinFewGroups() {
        Map<String, Map<Integer, Integer>> groups = new HashMap<>();
        for (UserEvent event : events(PLAN)) {
            int group = Integer.parseInt(event.itemId().substring(1)) / Shop.GROUP_SIZE;
            groups.computeIfAbsent(event.userId(), user -> new HashMap<>()).merge(group, 1, Integer::sum);
        }
        double share = groups.values().stream()
                .filter(of -> of.values().stream().mapToInt(Integer::intValue).sum() >= 10)
                .mapToDouble(of -> {
                    int[] counts = of.values().stream()
                            .mapToInt(Integer::intValue)
                            .sorted()
                            .toArray();
                    int top = Arrays.stream(counts, Math.max(0, counts.length - 3), counts.length)
                            .sum();
                    return top / (double) Arrays.stream(counts).sum();
                })
                .average()
                .orElseThrow();
        assertThat(share).isGreaterThan(.75);
    }

    @Test
    void theFlashSaleLiftsItsItemsWhileItRuns() {
        var generator = new UserGenerator(PLAN);
        var traffic = generator.traffic();
        var events = new ArrayList<UserEvent>();
        traffic.history().events().forEachRemaining(planned -> events.add(planned.event()));
        traffic.live().events().forEachRemaining(planned -> events.add(planned.event()));
        FlashSale sale = generator.sale();
        Set<String> items = Arrays.stream(sale.items()).mapToObj(Shop::id).collect(Collectors.toSet());
        long during = events.subList(sale.from(), sale.to()).stream()
                .filter(event -> items.contains(event.itemId()))
                .count();
        long before = events.subList(0, sale.from()).stream()
                .filter(event -> items.contains(event.itemId()))
                .count();
        assertThat(during / (double) (sale.to() - sale.from())).isGreaterThan(.25);
        assertThat(before / (double) sale.from()).isLessThan(.02);
    }

    @Test
    void theCatalogueHoldsEveryItemWithTitleAndCategories() {
        var catalogue = new UserGenerator(PLAN).traffic().catalogue();
        Set<String> ids = catalogue.stream().map(item -> item.itemId()).collect(Collectors.toSet());
        assertThat(ids).hasSize(Shop.ITEMS);
        assertThat(catalogue)
                .allMatch(item -> item.title() != null && item.categories().size() == 2);
        assertThat(events(PLAN)).allMatch(event -> ids.contains(event.itemId()));
    }

    private static List<UserEvent> events(UserPlan plan) {
        var traffic = new UserGenerator(plan).traffic();
        var events = new ArrayList<UserEvent>();
        traffic.history().events().forEachRemaining(planned -> events.add(planned.event()));
        traffic.live().events().forEachRemaining(planned -> events.add(planned.event()));
        return events;
    }
}
