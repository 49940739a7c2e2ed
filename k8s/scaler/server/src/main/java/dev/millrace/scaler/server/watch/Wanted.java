package dev.millrace.scaler.server.watch;

import dev.millrace.observer.lag.Subject;
import dev.millrace.scaler.decide.DelayTarget;
import dev.millrace.scaler.decide.DelayTarget.Sharing;
import dev.millrace.scaler.keda.DelayTriggerSettings;
import dev.millrace.scaler.keda.DelayTriggerSettings.Prediction;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger asks for.
 *
 * @param subject whose backlog counts
 * @param model whose workers' reports count; null where no worker of ours reads for the group
 * @param target KEDA does not tell its {@code minReplicaCount} and {@code maxReplicaCount}: it applies them itself. The least is 0;
 *     the most is {@code maxReplicas}, else what the partitions allow, and {@value #SHARE_MOST} for a share group, KEDA's own default
 * @param declaredRate records per second of one worker; null where not declared
 * @param declaredStartup seconds; null where not declared
 * @param prediction what is learnt of arrivals
 */
public record Wanted(
        Subject subject,
        @Nullable String model,
        DelayTarget target,
        @Nullable Double declaredRate,
        @Nullable Double declaredStartup,
        Prediction prediction) {
    private static final int SHARE_MOST = 100;
    private static final int GROUP_MOST = 100_000;
    private static final String WORKERS = "worker.";

    /** Throws {@link IllegalArgumentException} that names the key that is wrong, and the right one. */
    public static Wanted of(ScaledObjectKey key) {
        var settings = DelayTriggerSettings.of(key.metadata());
        var subject = new Subject(settings.topic(), settings.consumerGroup(), settings.sharing() == Sharing.ANY_WORKER);
        String group = settings.consumerGroup();
        return new Wanted(
                subject,
                group.startsWith(WORKERS) ? group.substring(WORKERS.length()) : null,
                settings.target(0, subject.share() ? SHARE_MOST : GROUP_MOST),
                settings.ratePerWorker(),
                settings.startupSeconds(),
                settings.predict());
    }

    /** Name of the metric for KEDA: {@code replicas-<model>}, or {@code replicas-<consumer group>}. */
    public String metric() {
        return "replicas-" + (model == null ? subject.group().name() : model);
    }
}
