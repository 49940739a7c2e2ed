package dev.millrace.scaler.server;

import dev.millrace.scaler.decide.Observation;
import dev.millrace.scaler.server.watch.View;
import dev.millrace.scaler.server.watch.Watch;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say about one ScaledObject, for {@code /status} and for metrics.
 *
 * @param replicas wanted; null where nothing is known
 * @param kind what the decision goes by, label of a {@code Decision.Kind}; null where nothing is known
 * @param backlog records that wait
 * @param delaySeconds how long the newest of them waits for its answer, if the workers stay as they are; a start-up more where there is none
 * @param decisionAgeSeconds since the last good decision; null where there was none
 * @param blind whether Kafka cannot be read, so that an old decision holds or nothing is known
 */
record WatchReport(
        String namespace,
        String name,
        String metric,
        String topic,
        String group,
        double sloSeconds,
        @Nullable Integer replicas,
        boolean active,
        @Nullable String kind,
        String reason,
        long backlog,
        double delaySeconds,
        int partitions,
        int ready,
        int starting,
        int busy,
        @Nullable Double recordsPerSecond,
        @Nullable Double startupSeconds,
        @Nullable Double decisionAgeSeconds,
        boolean blind,
        @Nullable String blindReason) {
    private static final double NANOS = 1e9;

    static WatchReport of(Watch watch, long nanos) {
        View view = watch.view();
        View.Usable known = view instanceof View.Usable usable ? usable : null;
        Observation seen = known == null ? null : known.seen();
        String blind = blind(view);
        return new WatchReport(
                watch.key().namespace(),
                watch.key().name(),
                watch.wanted().metric(),
                watch.wanted().subject().topic(),
                watch.wanted().subject().group().name(),
                watch.wanted().target().sloSeconds(),
                known == null ? null : Integer.valueOf(known.decision().replicas()),
                known != null && known.decision().active(),
                known == null ? null : known.decision().kind().label(),
                known == null ? String.valueOf(blind) : known.decision().reason(),
                seen == null ? 0 : seen.loads().totalBacklog(),
                seen == null ? 0 : delay(seen),
                seen == null ? 0 : seen.loads().partitions(),
                seen == null ? 0 : seen.fleet().ready(),
                seen == null ? 0 : seen.fleet().starting().size(),
                seen == null ? 0 : seen.fleet().busy(),
                seen == null ? null : Double.valueOf(seen.capacity().recordsPerSecond()),
                seen == null ? null : Double.valueOf(seen.capacity().startupSeconds()),
                age(view, nanos),
                blind != null,
                blind);
    }

    private static @Nullable String blind(View view) {
        if (view instanceof View.Held held) {
            return held.why();
        }
        if (view instanceof View.Lost lost) {
            return lost.why();
        }
        return view instanceof View.Undecided undecided ? undecided.why() : null;
    }

    private static @Nullable Double age(View view, long nanos) {
        if (view instanceof View.Usable known) {
            return (nanos - known.nanos()) / NANOS;
        }
        return view instanceof View.Lost lost ? (nanos - lost.nanos()) / NANOS : null;
    }

    private static double delay(Observation seen) {
        double backlog = seen.loads().totalBacklog();
        if (backlog == 0) {
            return 0;
        }
        int ready = seen.fleet().ready();
        double work = backlog / (seen.capacity().recordsPerSecond() * Math.max(1, ready));
        return work + (ready == 0 ? seen.capacity().startupSeconds() : 0);
    }
}
