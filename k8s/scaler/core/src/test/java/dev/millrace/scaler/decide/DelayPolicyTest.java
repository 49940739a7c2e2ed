package dev.millrace.scaler.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scaler.decide.Decision.Kind;
import dev.millrace.scaler.decide.DelayTarget.Sharing;
import org.junit.jupiter.api.Test;

class DelayPolicyTest {
    private final DelayPolicy group = new DelayPolicy(Scene.target(20, Sharing.ONE_WORKER));
    private final DelayPolicy share = new DelayPolicy(Scene.target(20, Sharing.ANY_WORKER));

    @Test
    void nothingThereIsIdle() {
        Decision decision = new Scene(12).after(5, 0, group);
        assertThat(decision.replicas()).isZero();
        assertThat(decision.active()).isFalse();
        assertThat(decision.reason()).contains("idle");
        assertThat(decision.kind()).isEqualTo(Kind.IDLE);
    }

    @Test
    void theFirstRecordWakesOneAtOnce() {
        var scene = new Scene(12);
        scene.after(60, 0, group);
        scene.seconds++;
        scene.arrived[3] = 1;
        scene.backlog[3] = 1;
        Decision decision = scene.decide(group);
        assertThat(decision.replicas()).isEqualTo(1);
        assertThat(decision.active()).isTrue();
    }

    @Test
    void aBurstAtZeroWakesSeveralAtOnce() {
        var scene = new Scene(12);
        scene.after(60, 0, group);
        scene.waiting(100);
        Decision decision = scene.after(1, 100, group);
        assertThat(decision.replicas()).isEqualTo(12);
        assertThat(decision.reason()).contains("1,200 waiting want");
    }

    @Test
    void aBacklogIsWorkedOffWithinTheSlo() {
        var scene = new Scene(100).waiting(20);
        scene.capacity = new Capacity(100, 0);
        assertThat(scene.decide(share).replicas())
                .as("2,000 records within half of 2 s by workers of 100/s")
                .isEqualTo(20);
    }

    /** numaproj/numaflow#1853, #1407: a rule that does not see them orders a slow starter's worth again and again. */
    @Test
    void workersThatStartAreCounted() {
        var policy = new DelayPolicy(Scene.target(200, Sharing.ANY_WORKER));
        var scene = new Scene(200).ready(2);
        scene.capacity = new Capacity(100, 60);
        scene.after(60, 1, policy);
        int ordered = scene.after(1, 5, policy).replicas();
        assertThat(ordered).isBetween(30, 100);
        for (int age = 1; age < 60; age++) {
            scene.starting(ordered - 2, age).waiting(4L * age);
            assertThat(scene.after(1, 5, policy).replicas())
                    .as("at age %d", age)
                    .isLessThanOrEqualTo(ordered + 8);
        }
    }

    @Test
    void aWorkerThatIsBusyButCaughtUpStays() {
        var scene = new Scene(12);
        scene.waiting(1).decide(group);
        scene.waiting(0).ready(1).busy(1);
        for (int minute = 0; minute < 30; minute++) {
            Decision decision = scene.after(60, 0, group);
            assertThat(decision.active()).isTrue();
            assertThat(decision.replicas()).isEqualTo(1);
        }
        assertThat(scene.busy(0).after(200, 0, group))
                .extracting(Decision::replicas, Decision::active)
                .containsExactly(0, false);
    }

    @Test
    void aBusyWorkerThatNobodyAskedForStaysToo() {
        var scene = new Scene(12);
        assertThat(scene.after(200, 0, group).replicas()).isZero();
        assertThat(scene.ready(1).busy(1).after(1, 0, group).replicas()).isEqualTo(1);
    }

    @Test
    void slowWorkersFinishWhatTheyHaveInHand() {
        var scene = new Scene(12).ready(7).busy(5);
        assertThat(scene.after(1_200, 0, group).replicas()).isEqualTo(5);
        assertThat(scene.busy(2).after(30, 0, group).replicas()).isEqualTo(2);
    }

    @Test
    void aRestartBesideARunningFleetKeepsIt() {
        var scene = new Scene(12).ready(6).busy(1);
        assertThat(scene.decide(group).replicas()).isEqualTo(6);
        assertThat(scene.after(50, 1, group))
                .extracting(Decision::replicas, Decision::active)
                .containsExactly(6, true);
        assertThat(scene.after(60, 1, group).replicas()).isEqualTo(1);
    }

    @Test
    void afterARestartAQuietFleetIsGivenAMomentToShowWork() {
        var scene = new Scene(12).ready(2);
        assertThat(scene.decide(group).active()).isTrue();
        assertThat(scene.after(9, 0, group).active()).isTrue();
        assertThat(scene.after(1, 0, group).active()).isFalse();
    }

    @Test
    void aDeadWorkerIsNotAnsweredByFewer() {
        var scene = new Scene(12).ready(4).busy(4);
        assertThat(scene.after(120, 25, group).replicas()).isEqualTo(4);
        scene.ready(3).busy(3).starting(1, 0).waiting(5);
        assertThat(scene.after(3, 25, group).replicas()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void allWorkersDeadWithALoadWantsThemAllBack() {
        var scene = new Scene(12).ready(4).busy(4);
        scene.after(120, 25, group);
        scene.ready(0).waiting(50);
        assertThat(scene.after(3, 25, group).replicas()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void timeThatStandsStillOrGoesBackChangesNothing() {
        var scene = new Scene(12).ready(4);
        int before = scene.after(120, 25, group).replicas();
        scene.arrived[0] += 1_000_000;
        assertThat(scene.decide(group).replicas()).isEqualTo(before);
        scene.seconds -= 500;
        assertThat(scene.decide(group).replicas()).isEqualTo(before);
    }

    @Test
    void whatWasNotWatchedIsNoReasonToGoDown() {
        var scene = new Scene(12).ready(6);
        assertThat(scene.after(60, 40, group).replicas()).isEqualTo(6);
        scene.seconds += 3_600;
        assertThat(scene.decide(group).replicas()).isEqualTo(6);
        assertThat(scene.after(20, 0, group).replicas()).isEqualTo(6);
        assertThat(scene.after(40, 0, group).replicas()).isLessThan(6);
    }

    @Test
    void aTopicMadeAnewIsNotABurst() {
        var scene = new Scene(12).ready(4);
        scene.after(120, 25, group);
        scene.arrived = new long[12];
        assertThat(scene.after(5, 25, group).replicas()).isEqualTo(4);
    }

    @Test
    void newPartitionsCountAtOnce() {
        var scene = new Scene(2).ready(2);
        assertThat(scene.after(60, 400, group).replicas()).isEqualTo(2);
        scene.arrived = new long[] {scene.arrived[0], scene.arrived[1], 0, 0, 0, 0, 0, 0};
        scene.backlog = new long[8];
        assertThat(scene.after(3, 100, group).replicas()).isEqualTo(8);
    }

    @Test
    void aModelTwiceAsFastNeedsHalfTheWorkersLater() {
        var scene = new Scene(12).ready(6);
        assertThat(scene.after(120, 40, group).replicas()).isEqualTo(6);
        scene.capacity = new Capacity(240, 4);
        assertThat(scene.after(30, 40, group).replicas()).isEqualTo(6);
        assertThat(scene.after(90, 40, group).replicas()).isEqualTo(3);
        scene.capacity = new Capacity(50, 4);
        assertThat(scene.after(1, 40, group).replicas()).isEqualTo(12);
    }

    @Test
    void aHotPartitionIsNamedAndNotThrownWorkersAt() {
        var scene = new Scene(12).ready(2);
        scene.after(60, 5, group);
        Decision decision = scene.decide(group);
        for (int look = 0; look < 120; look++) {
            scene.arrived[3] += 295;
            scene.backlog[3] += 200;
            decision = scene.after(1, 5, group);
        }
        assertThat(decision.reason()).contains("hot partition 3");
        assertThat(decision.replicas()).isLessThanOrEqualTo(3);
    }

    @Test
    void theLimitThatHeldItBackIsNamed() {
        assertThat(new Scene(12).waiting(10_000).decide(group).reason())
                .startsWith("12 of 12: catch-up, every partition has its worker;");
        assertThat(new Scene(12)
                        .after(20, 300, new DelayPolicy(Scene.target(20, Sharing.ONE_WORKER)))
                        .reason())
                .contains("more comes in than 12 workers can do");
        assertThat(new Scene(64).waiting(10_000).decide(share).reason()).startsWith("20 of 20: maxReplicas");
        var kept = new DelayPolicy(new DelayTarget(2, 3, 20, Sharing.ONE_WORKER));
        assertThat(new Scene(12).decide(kept))
                .extracting(Decision::replicas, Decision::active)
                .containsExactly(3, false);
    }

    @Test
    void noPartitionsNoWorkers() {
        assertThat(new Scene(0).after(3, 0, group))
                .extracting(Decision::replicas, Decision::active)
                .containsExactly(0, false);
    }

    @Test
    void theReasonHasFigures() {
        var scene = new Scene(12).ready(6);
        assertThat(scene.after(120, 40, group).reason())
                .isEqualTo("6 of 12: steady; 480 records/s are the full work of 4.8 workers of 100/s, steady need 6");
    }

    @Test
    void theRuleThatDecidedIsTold() {
        assertThat(new Scene(12).waiting(10_000).decide(group).kind()).isEqualTo(Kind.CATCH_UP);
        assertThat(new Scene(64).waiting(10_000).decide(share).kind()).isEqualTo(Kind.LIMIT);
        var scene = new Scene(12).ready(6);
        var policy = new DelayPolicy(Scene.target(20, Sharing.ONE_WORKER));
        assertThat(scene.after(120, 40, policy).kind()).isEqualTo(Kind.STEADY);
        assertThat(scene.ready(6).after(20, 5, policy).kind()).isEqualTo(Kind.HOLD);
        var kept = new DelayPolicy(new DelayTarget(2, 3, 20, Sharing.ONE_WORKER));
        assertThat(new Scene(12).decide(kept).kind())
                .as("minReplicas of nothing")
                .isEqualTo(Kind.IDLE);
        assertThat(Kind.CATCH_UP.label()).isEqualTo("catch-up");
    }
}
