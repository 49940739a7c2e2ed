package dev.millrace.inference.registry;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.KafkaClients;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows the live versions of one model. The first {@link #doWork} reads the whole topic and always calls back, also where
 * nothing is live; later ones call back when the live versions changed. Entries that arrive together cause one call.
 */
public final class ModelWatcher implements Agent {
    private final ModelReader reader;
    private final String model;
    private final Listener listener;
    private @Nullable List<ModelEntry> told;

    /** Takes what is live; called on the thread that does the work. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Tells what is live now.
         *
         * @param newestFirst entries with stage live; the first one rules, the others are what it replaced and may serve where
         *     it is refused; empty where none is live
         */
        void onLive(List<ModelEntry> newestFirst);
    }

    public ModelWatcher(KafkaClients clients, String model, Listener listener) {
        this.reader = new ModelReader(clients);
        this.model = ModelNames.require(model);
        this.listener = listener;
    }

    @Override
    public int doWork() {
        int read = 0;
        if (told == null) {
            reader.readToEnd();
        } else {
            read = reader.poll();
        }
        if (told == null || read > 0) {
            List<ModelEntry> live = reader.table().live(model);
            if (!live.equals(told)) {
                told = live;
                listener.onLive(live);
            }
        }
        return read;
    }

    @Override
    public void close() {
        reader.close();
    }
}
