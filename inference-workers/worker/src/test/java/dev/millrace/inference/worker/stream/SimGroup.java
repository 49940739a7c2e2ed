package dev.millrace.inference.worker.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** The coordinator of a simulation: a partition goes to its target member once its owner has given it up. */
final class SimGroup {
    private final List<SimConsumer> members = new ArrayList<>();
    private final Map<TopicPartition, SimConsumer> targets = new HashMap<>();
    private final Map<TopicPartition, SimConsumer> owners = new HashMap<>();

    void join(SimConsumer member) {
        members.add(member);
        shuffle(members.size());
    }

    /** Its partitions are free at once, whether it knows or not. */
    void leave(SimConsumer member) {
        members.remove(member);
        owners.values().removeIf(owner -> owner == member);
        shuffle(members.size());
    }

    /** As after a session time-out: the member is out, comes back at its next poll, and finds its partitions lost. */
    void expel(SimConsumer member) {
        owners.values().removeIf(owner -> owner == member);
        member.generation++;
    }

    void shuffle(int seed) {
        targets.clear();
        for (int i = 0; i < SimLog.PARTITIONS && !members.isEmpty(); i++) {
            targets.put(SimLog.partition(i), members.get(Math.floorMod(i + seed, members.size())));
        }
    }

    boolean owns(SimConsumer member, TopicPartition partition) {
        return owners.get(partition) == member;
    }

    Set<TopicPartition> target(SimConsumer member) {
        var mine = new HashSet<TopicPartition>();
        targets.forEach((partition, target) -> {
            if (target == member) {
                mine.add(partition);
            }
        });
        return mine;
    }

    void release(SimConsumer member, Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> owners.remove(partition, member));
    }

    Set<TopicPartition> acquire(SimConsumer member) {
        Set<TopicPartition> free = target(member);
        free.removeIf(owners::containsKey);
        free.forEach(partition -> owners.put(partition, member));
        return free;
    }
}
