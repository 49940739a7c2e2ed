package dev.millrace.inference.worker;

import dev.millrace.inference.registry.ModelWatcher;
import dev.millrace.servicekit.Agent;

/** The loader's thread: follows the registry, loads, and frees what the loop handed back. */
final class ModelUpdates<Q> implements Agent {
    private final ModelWatcher watcher;
    private final ModelLoader<Q> loader;
    private final ModelSlot<Q> slot;

    ModelUpdates(ModelWatcher watcher, ModelLoader<Q> loader, ModelSlot<Q> slot) {
        this.watcher = watcher;
        this.loader = loader;
        this.slot = slot;
    }

    @Override
    public int doWork() {
        int read = watcher.doWork();
        loader.retryIfDue();
        slot.closeRetired();
        return read;
    }

    @Override
    public void close() {
        watcher.close();
        slot.close();
    }
}
