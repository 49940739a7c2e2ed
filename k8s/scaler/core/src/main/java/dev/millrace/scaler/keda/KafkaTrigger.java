package dev.millrace.scaler.keda;

import dev.millrace.scaler.decide.Loads;
import dev.millrace.scaler.keda.KafkaTriggerSettings.OffsetReset;
import java.util.Arrays;
import java.util.BitSet;

/**
 * KEDA's {@code kafka} trigger: offsets of a topic to a metric and an activity, by the arithmetic of KEDA 2.20
 * ({@code pkg/scalers/kafka_scaler.go}, {@code getLagForPartition} and {@code getTotalLag}), faults included:
 *
 * <pre>
 * lag of a partition = log end - committed;   no commit: latest 1, earliest the log end (0 with scaleToZeroOnInvalidOffset)
 * total = sum of the lags;   if floor(total / lagThreshold) > partitions: total = partitions x lagThreshold
 * active = total before that > activationLagThreshold
 * </pre>
 *
 * <p>Known faults: the log end is the one of read-uncommitted readers, so that a transaction marker is a lag of 1
 * (kedacore/keda#5675); without a commit records that are expired count (#7936); the floor lets a metric of almost one replica more
 * through (#4483); {@code excludePersistentLag} takes a slow batch for a stuck partition (#7516). Keeps the commits of the last
 * look where the settings ask for it; one thread at a time.
 */
public final class KafkaTrigger {
    /** In {@code committed}: the group has no commit for the partition. */
    public static final long NO_COMMIT = -1;

    private static final long NEVER_SEEN = Long.MIN_VALUE;

    private final KafkaTriggerSettings settings;
    private final BitSet counted = new BitSet();
    private long[] before = new long[0];

    public KafkaTrigger(KafkaTriggerSettings settings) {
        this.settings = settings;
        settings.partitions().forEach(counted::set);
    }

    /** Of a group that has commits everywhere: committed = arrived - backlog. */
    public TriggerReading read(Loads loads) {
        long[] end = new long[loads.partitions()];
        long[] committed = new long[end.length];
        for (int partition = 0; partition < end.length; partition++) {
            end[partition] = loads.arrived(partition);
            committed[partition] = loads.arrived(partition) - loads.backlog(partition);
        }
        return read(end, committed);
    }

    /**
     * Of any group.
     *
     * @param logEnd next offset of each partition, index = partition
     * @param committed what the group has committed, or {@link #NO_COMMIT}; as long as {@code logEnd}
     */
    public TriggerReading read(long[] logEnd, long[] committed) {
        if (logEnd.length != committed.length) {
            throw new IllegalArgumentException(
                    "logEnd has " + logEnd.length + " partitions, committed " + committed.length);
        }
        remember(logEnd.length);
        long total = 0;
        long withPersistent = 0;
        long partitions = 0;
        long withLag = 0;
        for (int partition = 0; partition < logEnd.length; partition++) {
            if (!settings.partitions().isEmpty() && !counted.get(partition)) {
                continue;
            }
            long whole = lag(logEnd[partition], committed[partition]);
            long lag = persists(partition, committed[partition]) ? 0 : whole;
            partitions++;
            total += lag;
            withPersistent += whole;
            withLag += lag > 0 ? 1 : 0;
        }
        if (partitions == 0) {
            return TriggerReading.failed("no partition to look at: " + logEnd.length + " there, partitionLimitation "
                    + settings.partitions());
        }
        return TriggerReading.of(
                withPersistent > settings.activationLagThreshold(),
                (double) capped(total, partitions, withLag),
                (double) settings.lagThreshold());
    }

    private long lag(long end, long committed) {
        if (committed != NO_COMMIT) {
            return end - committed;
        }
        if (settings.scaleToZeroOnInvalidOffset()) {
            return 0;
        }
        return settings.offsetReset() == OffsetReset.LATEST ? 1 : end;
    }

    private boolean persists(int partition, long committed) {
        if (!settings.excludePersistentLag() || committed == NO_COMMIT) {
            return false;
        }
        boolean same = before[partition] == committed;
        before[partition] = committed;
        return same;
    }

    private void remember(int partitions) {
        if (before.length < partitions) {
            int old = before.length;
            before = Arrays.copyOf(before, partitions);
            Arrays.fill(before, old, partitions, NEVER_SEEN);
        }
    }

    private long capped(long lag, long partitions, long withLag) {
        long threshold = settings.lagThreshold();
        boolean even = settings.ensureEvenDistributionOfPartitions();
        if (settings.allowIdleConsumers() && !even) { // limitToPartitionsWithLag cannot be set as well
            return lag;
        }
        long total = even ? divisor(lag, partitions) * threshold : lag;
        long most = settings.limitToPartitionsWithLag() ? withLag : partitions;
        return total / threshold > most ? most * threshold : total;
    }

    /** The smallest divisor of the partitions that is enough replicas, else all of them. */
    private long divisor(long lag, long partitions) {
        for (long replicas = 1; replicas < partitions; replicas++) {
            if (partitions % replicas == 0 && replicas * settings.lagThreshold() >= lag) {
                return replicas;
            }
        }
        return partitions;
    }
}
