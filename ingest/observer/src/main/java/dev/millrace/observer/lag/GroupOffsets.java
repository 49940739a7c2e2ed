package dev.millrace.observer.lag;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/** How far groups are: one call for all consumer groups, one for all share groups. */
final class GroupOffsets {
    private final Admin admin;
    private final LongSupplier nanos;

    GroupOffsets(Admin admin, LongSupplier nanos) {
        this.admin = admin;
        this.nanos = nanos;
    }

    /** Of all topics of each group. */
    Asked ask(Collection<Group> groups, int timeoutMillis) {
        var consumers = new HashMap<String, ListConsumerGroupOffsetsSpec>();
        var shares = new HashMap<String, ListShareGroupOffsetsSpec>();
        for (Group group : groups) {
            if (group.share()) {
                shares.put(group.name(), new ListShareGroupOffsetsSpec());
            } else {
                consumers.put(group.name(), new ListConsumerGroupOffsetsSpec());
            }
        }
        return new Asked(
                consumers.isEmpty()
                        ? null
                        : admin.listConsumerGroupOffsets(
                                consumers, new ListConsumerGroupOffsetsOptions().timeoutMs(timeoutMillis)),
                shares.isEmpty()
                        ? null
                        : admin.listShareGroupOffsets(
                                shares, new ListShareGroupOffsetsOptions().timeoutMs(timeoutMillis)));
    }

    /** Answers that are on their way. */
    final class Asked {
        private final @Nullable ListConsumerGroupOffsetsResult consumers;
        private final @Nullable ListShareGroupOffsetsResult shares;

        private Asked(
                @Nullable ListConsumerGroupOffsetsResult consumers, @Nullable ListShareGroupOffsetsResult shares) {
            this.consumers = consumers;
            this.shares = shares;
        }

        /** Where the group has committed anything. */
        Set<String> topics(Group group, long deadline) throws InterruptedException, Failure {
            var topics = new HashSet<String>();
            (group.share() ? ofShare(group, deadline) : ofConsumer(group, deadline))
                    .keySet()
                    .forEach(partition -> topics.add(partition.topic()));
            return topics;
        }

        /** {@link PartitionOffsets#NONE} where nothing is committed. */
        long[] committed(Subject subject, List<TopicPartition> partitions, long deadline)
                throws InterruptedException, Failure {
            Map<TopicPartition, OffsetAndMetadata> offsets = ofConsumer(subject.group(), deadline);
            long[] committed = new long[partitions.size()];
            for (int partition = 0; partition < committed.length; partition++) {
                OffsetAndMetadata offset = offsets.get(partitions.get(partition));
                committed[partition] = offset == null ? PartitionOffsets.NONE : offset.offset();
            }
            return committed;
        }

        /**
         * Waiting are records that no member has accepted. A partition that no member has opened waits as a whole. The start that the
         * broker tells is where its stored state begins, which may be far behind what is accepted: as long as members work in order,
         * what waits are the last records.
         */
        Lag.Known shareLag(Subject subject, long[] starts, long[] ends, long deadline)
                throws InterruptedException, Failure {
            Map<TopicPartition, SharePartitionOffsetInfo> offsets = ofShare(subject.group(), deadline);
            long[] committed = new long[ends.length];
            long[] next = new long[ends.length];
            long[] waiting = new long[ends.length];
            for (int partition = 0; partition < ends.length; partition++) {
                SharePartitionOffsetInfo info = offsets.get(new TopicPartition(subject.topic(), partition));
                if (info != null && info.startOffset() < 0) {
                    info = null; // no member has opened it
                }
                long from = info != null ? Math.max(info.startOffset(), starts[partition]) : starts[partition];
                long unread = Math.max(0, ends[partition] - from);
                waiting[partition] =
                        info != null ? Math.min(unread, Math.max(0, info.lag().orElse(unread))) : unread;
                next[partition] = ends[partition] - waiting[partition];
                committed[partition] = info != null ? next[partition] : Lag.NONE;
            }
            return new Lag.Known(ends, committed, next, waiting);
        }

        private Map<TopicPartition, OffsetAndMetadata> ofConsumer(Group group, long deadline)
                throws InterruptedException, Failure {
            try {
                return consumers == null
                        ? Map.of()
                        : Failure.await(consumers.partitionsToOffsetAndMetadata(group.name()), deadline, nanos);
            } catch (Failure e) {
                requireUnknownGroup(e);
                return Map.of();
            }
        }

        private Map<TopicPartition, SharePartitionOffsetInfo> ofShare(Group group, long deadline)
                throws InterruptedException, Failure {
            try {
                return shares == null
                        ? Map.of()
                        : Failure.await(shares.partitionsToOffsetInfo(group.name()), deadline, nanos);
            } catch (Failure e) {
                requireUnknownGroup(e);
                return Map.of();
            }
        }

        private static void requireUnknownGroup(Failure e) throws Failure {
            if (!e.is(GroupIdNotFoundException.class)) {
                throw e; // nobody has ever been in an unknown group
            }
        }
    }
}
