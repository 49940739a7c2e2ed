package dev.millrace.inference.worker.model;

import dev.millrace.inference.registry.ModelWatcher;
import dev.millrace.servicekit.Agent;

/** The loader's thread: follows the registry, loads, judges challengers, and frees what the run thread handed back. */
public final class ModelUpdates<Q> implements Agent {
    private final ModelWatcher watcher;
    private final ModelLoader<Q> loader;
    private final Rollout<Q> rollout;
    private final ModelSlot<Q> slot;

    public ModelUpdates(ModelWatcher watcher, ModelLoader<Q> loader, Rollout<Q> rollout, ModelSlot<Q> slot) {
        this.watcher = watcher;
        this.loader = loader;
        this.rollout = rollout;
        this.slot = slot;
    }

    @Override
    public int doWork() {
        int read = watcher.doWork();
        loader.retryIfDue();
        rollout.doWork();
        slot.closeRetired();
        return read;
    }

    @Override
    public void close() {
        watcher.close();
        rollout.close();
        slot.close();
    }
}
