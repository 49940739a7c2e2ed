package dev.millrace.scaler.server.kafka;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    Asked ask(Collection<Subject> subjects, int timeoutMillis) {
        var consumers = new HashMap<String, ListConsumerGroupOffsetsSpec>();
        var shares = new HashMap<String, ListShareGroupOffsetsSpec>();
        for (Subject subject : subjects) {
            if (subject.share()) {
                shares.put(subject.group(), new ListShareGroupOffsetsSpec());
            } else {
                consumers.put(subject.group(), new ListConsumerGroupOffsetsSpec());
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

        /** {@link PartitionOffsets#NONE} where nothing is committed. */
        long[] committed(Subject subject, List<TopicPartition> partitions, long deadline)
                throws InterruptedException, Failure {
            Map<TopicPartition, OffsetAndMetadata> offsets = Map.of();
            try {
                if (consumers != null) {
                    offsets = Failure.await(consumers.partitionsToOffsetAndMetadata(subject.group()), deadline, nanos);
                }
            } catch (Failure e) {
                requireUnknownGroup(e);
            }
            long[] committed = new long[partitions.size()];
            for (int partition = 0; partition < committed.length; partition++) {
                OffsetAndMetadata offset = offsets.get(partitions.get(partition));
                committed[partition] = offset == null ? PartitionOffsets.NONE : offset.offset();
            }
            return committed;
        }

        /** Records that no member has accepted. A partition that no member has opened waits as a whole. */
        long[] shareLags(Subject subject, long[] starts, long[] ends, long deadline)
                throws InterruptedException, Failure {
            long[] lags = new long[ends.length];
            Arrays.setAll(lags, partition -> Math.max(0, ends[partition] - starts[partition]));
            Map<TopicPartition, SharePartitionOffsetInfo> offsets = Map.of();
            try {
                if (shares != null) {
                    offsets = Failure.await(shares.partitionsToOffsetInfo(subject.group()), deadline, nanos);
                }
            } catch (Failure e) {
                requireUnknownGroup(e);
            }
            for (int partition = 0; partition < lags.length; partition++) {
                SharePartitionOffsetInfo info = offsets.get(new TopicPartition(subject.topic(), partition));
                if (info != null && info.startOffset() >= 0) {
                    long unread = Math.max(0, ends[partition] - Math.max(info.startOffset(), starts[partition]));
                    lags[partition] = Math.min(unread, Math.max(0, info.lag().orElse(unread)));
                }
            }
            return lags;
        }

        private static void requireUnknownGroup(Failure e) throws Failure {
            if (!e.is(GroupIdNotFoundException.class)) {
                throw e; // nobody has ever been in an unknown group
            }
        }
    }
}
