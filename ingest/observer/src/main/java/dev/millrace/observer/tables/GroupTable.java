package dev.millrace.observer.tables;

import dev.millrace.observer.age.LagClock;
import dev.millrace.observer.lag.Group;
import dev.millrace.observer.lag.Lag;
import dev.millrace.observer.lag.Subject;
import dev.millrace.observer.snapshot.GroupState;
import dev.millrace.observer.snapshot.GroupState.Kind;
import dev.millrace.observer.snapshot.GroupTopic;
import dev.millrace.observer.time.Growth;
import dev.millrace.observer.time.Rate;
import dev.millrace.telemetry.catalog.ObserverMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How far groups are: their lags in records and seconds, and what they work off. */
public final class GroupTable {
    private final LagClock clock;
    private final int partitionsMax;
    private final MultiGauge records;
    private final MultiGauge seconds;
    private final MultiGauge members;
    private final Counters counters;
    private final Map<Subject, Growth> totals = new HashMap<>();
    private final Map<Subject, Rate> rates = new HashMap<>();

    /** @param partitionsMax a topic of more has one series for all */
    public GroupTable(MeterRegistry registry, LagClock clock, int partitionsMax) {
        this.clock = clock;
        this.partitionsMax = partitionsMax;
        this.records = ObserverMetrics.LAG_RECORDS.gauges(registry);
        this.seconds = ObserverMetrics.LAG_SECONDS.gauges(registry);
        this.members = ObserverMetrics.GROUP_MEMBERS.gauges(registry);
        this.counters = new Counters(ObserverMetrics.GROUP_RECORDS, registry, Growth.Back.AGAIN);
    }

    /** Kafka cannot be read: no lag is told. */
    public void blind() {
        records.register(List.of(), true);
        seconds.register(List.of(), true);
    }

    /** Replaces what is told; a subject that is not known now has no samples. */
    public List<GroupState> look(long millis, Map<Subject, Lag> lags, Map<Group, Integer> memberCounts) {
        var round = new Round(millis);
        var byGroup = new HashMap<Group, List<GroupTopic>>();
        lags.forEach((subject, lag) -> {
            if (lag instanceof Lag.Known known) {
                byGroup.computeIfAbsent(subject.group(), same -> new ArrayList<>())
                        .add(round.topic(subject, known));
            }
        });
        records.register(round.recordRows, true);
        seconds.register(round.secondRows, true);
        counters.retain(round.kept);
        totals.keySet().retainAll(lags.keySet());
        rates.keySet().retainAll(lags.keySet());
        return groups(byGroup, memberCounts);
    }

    private List<GroupState> groups(Map<Group, List<GroupTopic>> byGroup, Map<Group, Integer> memberCounts) {
        var states = new ArrayList<GroupState>();
        var rows = new ArrayList<MultiGauge.Row<?>>();
        memberCounts.forEach((group, count) -> {
            List<GroupTopic> topics = new ArrayList<>(byGroup.getOrDefault(group, List.of()));
            topics.sort(Comparator.comparing(GroupTopic::topic));
            states.add(new GroupState(
                    group.name(), group.share() ? Kind.SHARE : Kind.CONSUMER, count, List.copyOf(topics)));
            rows.add(MultiGauge.Row.of(ObserverMetrics.GROUP_MEMBERS.tags(group.name()), count));
        });
        members.register(rows, true);
        states.sort(Comparator.comparing(GroupState::group));
        return states;
    }

    /** One look. */
    private final class Round {
        private final long millis;
        private final List<MultiGauge.Row<?>> recordRows = new ArrayList<>();
        private final List<MultiGauge.Row<?>> secondRows = new ArrayList<>();
        private final Set<List<String>> kept = new HashSet<>();

        Round(long millis) {
            this.millis = millis;
        }

        GroupTopic topic(Subject subject, Lag.Known lag) {
            double[] ages = clock.ages(subject, lag, millis);
            long waiting = Arrays.stream(lag.waiting()).sum();
            double oldest = Arrays.stream(ages).max().orElse(0);
            long done = Arrays.stream(lag.committed())
                    .map(offset -> Math.max(0, offset))
                    .sum();
            if (ages.length > partitionsMax) {
                tell(subject, Series.ALL, waiting, oldest, done);
            } else {
                for (int partition = 0; partition < ages.length; partition++) {
                    tell(
                            subject,
                            Integer.toString(partition),
                            lag.waiting()[partition],
                            ages[partition],
                            lag.committed()[partition]);
                }
            }
            Growth total = totals.computeIfAbsent(subject, same -> new Growth(done, Growth.Back.AGAIN));
            total.to(done);
            double rate = rates.computeIfAbsent(subject, same -> new Rate()).look(millis, total.total());
            return new GroupTopic(subject.topic(), waiting, oldest, rate);
        }

        private void tell(Subject subject, String partition, long waiting, double age, long done) {
            String group = subject.group().name();
            recordRows.add(
                    MultiGauge.Row.of(ObserverMetrics.LAG_RECORDS.tags(group, subject.topic(), partition), waiting));
            secondRows.add(MultiGauge.Row.of(ObserverMetrics.LAG_SECONDS.tags(group, subject.topic(), partition), age));
            if (done != Lag.NONE) {
                counters.to(done, group, subject.topic(), partition);
                kept.add(List.of(group, subject.topic(), partition));
            }
        }
    }
}
