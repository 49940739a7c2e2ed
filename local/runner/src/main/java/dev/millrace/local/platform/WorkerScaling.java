package dev.millrace.local.platform;

import dev.millrace.local.scaling.Deployment;
import dev.millrace.local.scaling.ScaledDeployment;
import dev.millrace.local.scaling.TriggerSources;
import dev.millrace.scaler.keda.KedaHpa;
import dev.millrace.scaler.keda.ScaledObject;
import dev.millrace.servicekit.AgentRunner;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.Resources;
import dev.millrace.telemetry.catalog.PlatformMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts and stops a platform's workers by its ScaledObjects, each on a thread of its own, until closed. */
final class WorkerScaling implements AutoCloseable {
    /** A cluster's controller manager syncs each 15 s, for its API server's sake. */
    private static final double HPA_SYNC_SECONDS = .5;

    private final List<ScaledDeployment> deployments = new ArrayList<>();
    private final Map<String, Deployment> running = new LinkedHashMap<>();
    private final Resources loops = new Resources();

    WorkerScaling(Platform platform, List<ScaledObject> objects, String scalerAddress, PlatformListener listener) {
        for (ScaledObject object : objects) {
            String model =
                    object.target().substring(ProcessCatalog.workerName("", 1).length());
            Deployment workers = deployment(platform, model);
            running.put(object.target(), workers);
            var scaled = new ScaledDeployment(
                    object,
                    new KedaHpa(object, HPA_SYNC_SECONDS),
                    TriggerSources.of(object, scalerAddress, platform.kafka()),
                    workers,
                    listener::progress,
                    Clocks.nanos());
            deployments.add(scaled);
            loops.add(AgentRunner.start(
                    "scale-" + object.name(),
                    scaled,
                    failure -> listener.trouble(object.name() + " is no longer scaled: " + failure)));
        }
    }

    private static Deployment deployment(Platform platform, String model) {
        return new Deployment() {
            @Override
            public int replicas() {
                return platform.workers(model);
            }

            @Override
            public void scale(int replicas) throws IOException, InterruptedException {
                platform.scale(model, replicas);
            }
        };
    }

    /** Shows how many workers run of each deployment. */
    void measure(MeterRegistry metrics) {
        running.forEach(
                (deployment, workers) -> PlatformMetrics.REPLICAS.gauge(metrics, workers::replicas, deployment));
    }

    List<ScaledDeployment.State> states() {
        return deployments.stream().map(ScaledDeployment::state).toList();
    }

    @Override
    public void close() throws Exception {
        loops.close();
    }
}
