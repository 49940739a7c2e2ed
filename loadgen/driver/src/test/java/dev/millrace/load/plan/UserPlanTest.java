package dev.millrace.load.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.CatalogItem;
import dev.millrace.contracts.UserEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UserPlanTest {
    private static final Duration RUN = Duration.ofSeconds(20);
    private static final UserLoad LOAD = Loads.users(5000, .9, 1003, 40, Wire.JSON);

    private final UserWorld world = new UserWorld(LOAD);

    @Test
    void twoWalkersMeetTheSameActs() {
        assertThat(Loads.all(new UserPlan(LOAD, 1, 2, RUN)))
                .hasSizeGreaterThan(5000)
                .isEqualTo(Loads.all(new UserPlan(LOAD, 1, 2, RUN)));
    }

    @Test
    void theSharesOfAllProcessesAreTheWholeFlowAndNumberTheirEventsFromZero() {
        Set<List<Object>> whole = new HashSet<>();
        Loads.all(new UserPlan(LOAD, 0, 1, RUN)).forEach(event -> whole.add(what(event)));
        Set<List<Object>> merged = new HashSet<>();
        for (int process = 0; process < 3; process++) {
            long sequence = 0;
            for (PlannedEvent<UserAct> event : Loads.all(new UserPlan(LOAD, process, 3, RUN))) {
                assertThat(event.event().sequence()).isEqualTo(sequence++);
                assertThat(event.event().user() % 3).isEqualTo(process);
                merged.add(what(event));
            }
        }
        assertThat(merged).isEqualTo(whole);
    }

    private static List<Object> what(PlannedEvent<UserAct> event) {
        UserAct act = event.event();
        return List.of(event.dueNanos(), act.user(), act.item(), act.type());
    }

    @Test
    void usersActByTheirTastesAndSometimesStray() {
        int liked = 0;
        int impressions = 0;
        var types = new HashSet<UserEvent.Type>();
        List<PlannedEvent<UserAct>> all = Loads.all(new UserPlan(LOAD, 0, 1, RUN));
        for (PlannedEvent<UserAct> event : all) {
            UserAct act = event.event();
            assertThat(act.item()).isBetween(0, 1002);
            liked += world.likes(act.user(), world.group(act.item())) ? 1 : 0;
            impressions += act.type() == UserEvent.Type.IMPRESSION ? 1 : 0;
            types.add(act.type());
        }
        // 95 % by taste, and of the rest three groups of forty.
        assertThat((double) liked / all.size()).isBetween(.945, .965);
        assertThat((double) impressions / all.size()).isBetween(.18, .22);
        assertThat(types).doesNotContain(UserEvent.Type.RATING).hasSize(5);
    }

    @Test
    void everyUserLikesAsManyGroupsAsToldAndAllGroupsAreLiked() {
        int[] fans = new int[40];
        for (int user = 0; user < 5000; user++) {
            int likes = 0;
            for (int group = 0; group < 40; group++) {
                if (world.likes(user, group)) {
                    likes++;
                    fans[group]++;
                }
            }
            assertThat(likes).isEqualTo(3);
        }
        assertThat(IntStream.of(fans).min().orElseThrow()).isGreaterThan(300);
    }

    @Test
    void namesAreReadBackAndStrangersKnown() {
        for (int item : new int[] {0, 36, 1002}) {
            assertThat(world.item(world.itemId(item))).isEqualTo(item);
        }
        assertThat(world.item("irv")).as("1003 in base 36").isEqualTo(-1);
        long event = world.event(world.eventId(3, 123_456_789_012L));
        assertThat(event).isEqualTo(3L * (1L << 48) + 123_456_789_012L);
        assertThat(new String(world.events(3).bytes(77), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(world.eventId(3, 77));
        for (String stranger : List.of("", "t1", "t1-", "t1-3", "t1--1", "t1-3-", "t1-03-1", "t2-3-1", "t1-3-1-1")) {
            assertThat(world.event(stranger)).as(stranger).isEqualTo(-1);
        }
    }

    @Test
    void theCatalogueHoldsEveryItemWithItsGroup() {
        List<CatalogItem> items = world.catalogue().toList();
        assertThat(items).hasSize(1003);
        assertThat(items.get(41).itemId()).isEqualTo("i15");
        assertThat(items.get(41).categories()).containsExactly("group-1");
        assertThat(new ArrayList<>(items).stream().map(CatalogItem::itemId)).doesNotHaveDuplicates();
    }

    @Test
    void badSettingsAreNamedWithTheirValue() {
        assertThatThrownBy(() -> Loads.users(10, 1, 5, 40, Wire.JSON)).hasMessageContaining("'items': '5'");
        assertThatThrownBy(() -> new UserLoad(LOAD.arrivals(), 1, 0, 50, 0, 0, 0, 0, null, 1, "T 1"))
                .hasMessageContaining("'tag': 'T 1'");
    }
}
