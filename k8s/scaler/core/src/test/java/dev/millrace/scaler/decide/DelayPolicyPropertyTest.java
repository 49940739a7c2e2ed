package dev.millrace.scaler.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scaler.decide.DelayTarget.Sharing;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DelayPolicyPropertyTest {
    /** Whatever is seen, in whatever order. */
    @Property(tries = 300)
    void neverAboveWhatHelpsAndNeverWithoutASentence(@ForAll long seed, @ForAll Sharing sharing) {
        var random = new Random(seed);
        int min = random.nextInt(3);
        int max = Math.max(1, min + random.nextInt(30));
        var policy = new DelayPolicy(new DelayTarget(Math.pow(10, random.nextInt(6) - 2), min, max, sharing));
        double seconds = 0;
        for (int look = 0; look < 60; look++) {
            seconds += random.nextInt(4) == 0 ? random.nextInt(1_000) - 100 : random.nextDouble();
            Observation seen = wild(random, seconds);
            Decision decision = policy.decide(seen);
            int helpful =
                    sharing == Sharing.ONE_WORKER ? Math.min(max, seen.loads().partitions()) : max;
            assertThat(decision.replicas()).isBetween(min, Math.max(min, helpful));
            assertThat(decision.reason())
                    .doesNotContain("NaN")
                    .doesNotContain("Infinity")
                    .matches(".* of .*: .*");
            boolean work = seen.loads().totalBacklog() > 0 || seen.fleet().busy() > 0;
            if (work) {
                assertThat(decision.active()).isTrue();
                assertThat(decision.replicas()).isGreaterThanOrEqualTo(Math.min(1, helpful));
            }
        }
    }

    private static Observation wild(Random random, double seconds) {
        int partitions = random.nextInt(20);
        long[] arrived = new long[partitions];
        long[] backlog = new long[partitions];
        for (int partition = 0; partition < partitions; partition++) {
            arrived[partition] = (long) Math.pow(10, random.nextDouble() * 15);
            backlog[partition] = random.nextBoolean() ? 0 : (long) Math.pow(10, random.nextDouble() * 15);
        }
        int ready = random.nextInt(6);
        List<Double> starting = new ArrayList<>();
        for (int more = random.nextInt(5); more > 0; more--) {
            starting.add(random.nextDouble() * 500);
        }
        var capacity =
                new Capacity(Math.pow(10, random.nextDouble() * 8 - 4), random.nextInt(3) * 60 * random.nextDouble());
        return new Observation(
                seconds, new Loads(arrived, backlog), new Fleet(ready, starting, random.nextInt(ready + 1)), capacity);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void aFreshPolicyWantsNoFewerForMoreBacklog(
            @ForAll Sharing sharing,
            @ForAll @IntRange(max = 5_000) int less,
            @ForAll @IntRange(max = 5_000) int more,
            @ForAll @IntRange(min = 0, max = 11) int where,
            @ForAll @IntRange(min = 0, max = 60) int startup) {
        var small = new Scene(12).ready(1).waiting(less);
        var large = new Scene(12).ready(1).waiting(less);
        small.capacity = large.capacity = new Capacity(100, startup);
        large.backlog[where] += more;
        assertThat(large.decide(new DelayPolicy(Scene.target(200, sharing))).replicas())
                .isGreaterThanOrEqualTo(small.decide(new DelayPolicy(Scene.target(200, sharing)))
                        .replicas());
    }

    @Property(tries = 100)
    void neverFewerThanKeepUp(
            @ForAll Sharing sharing,
            @ForAll @IntRange(min = 1, max = 40) int partitions,
            @ForAll @IntRange(min = 1, max = 80) int each) {
        var scene = new Scene(partitions);
        Decision decision = scene.after(90, each, new DelayPolicy(Scene.target(1_000, sharing)));
        double fullest = sharing == Sharing.ANY_WORKER
                ? (double) partitions * each / decision.replicas()
                : Math.ceil((double) partitions / decision.replicas()) * each;
        assertThat(fullest).as("records/s of the fullest worker, of 100").isLessThanOrEqualTo(88);
    }

    /** kedacore/keda#2908, #4791, #4483. */
    @Property(tries = 40)
    void everyPartitionGetsItsWorkerWhenItNeedsOne(@ForAll @IntRange(min = 2, max = 200) int partitions) {
        var scene = new Scene(partitions).ready(partitions - 1);
        assertThat(scene.after(90, 85, new DelayPolicy(Scene.target(1_000, Sharing.ONE_WORKER)))
                        .replicas())
                .isEqualTo(partitions);
        scene.waiting(1_000_000);
        assertThat(scene.after(90, 850, new DelayPolicy(Scene.target(1_000, Sharing.ONE_WORKER)))
                        .replicas())
                .isEqualTo(partitions);
    }

    @Property(tries = 4)
    void tenThousandPartitionsAreNoTrouble(@ForAll @IntRange(min = 1, max = 4) int each) {
        var scene = new Scene(10_000).ready(each * 130);
        var policy = new DelayPolicy(Scene.target(1_000, Sharing.ONE_WORKER));
        assertThat(scene.after(3, each, policy).replicas()).isBetween(each * 125, each * 130);
    }
}
