package dev.millrace.inference.worker.model;

import dev.millrace.inference.registry.ModelWatcher;
import dev.millrace.servicekit.Agent;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The loader's thread: follows the registry, loads, judges challengers, and frees what the run thread handed back. The watcher is
 * made here and not by who starts the thread: making a Kafka client takes a while, and so the stream's clients are made beside it.
 */
public final class ModelUpdates<Q> implements Agent {
    private final Supplier<ModelWatcher> watching;
    private final ModelLoader<Q> loader;
    private final Rollout<Q> rollout;
    private final ModelSlot<Q> slot;
    private @Nullable ModelWatcher watcher;

    public ModelUpdates(Supplier<ModelWatcher> watching, ModelLoader<Q> loader, Rollout<Q> rollout, ModelSlot<Q> slot) {
        this.watching = watching;
        this.loader = loader;
        this.rollout = rollout;
        this.slot = slot;
    }

    @Override
    public int doWork() {
        if (watcher == null) {
            watcher = watching.get();
        }
        int read = watcher.doWork();
        loader.retryIfDue();
        rollout.doWork();
        slot.closeRetired();
        return read;
    }

    @Override
    public void close() {
        if (watcher != null) {
            watcher.close();
        }
        rollout.close();
        slot.close();
    }
}
