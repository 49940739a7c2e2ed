package dev.millrace.inference.registry;

import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.KafkaClients;
import org.jspecify.annotations.Nullable;

/**
 * Follows the line-up of one model. The first {@link #doWork} reads the whole topic and always calls back, also where nothing is
 * published; later ones call back when the line-up changed. Entries that arrive together cause one call.
 */
public final class ModelWatcher implements Agent {
    private final ModelReader reader;
    private final String model;
    private final Listener listener;
    private @Nullable Lineup told;

    /** Takes the line-up; called on the thread that does the work. */
    @FunctionalInterface
    public interface Listener {
        /** Tells who serves now, by stage. */
        void onLineup(Lineup lineup);
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
            Lineup lineup = reader.table().lineup(model);
            if (!lineup.equals(told)) {
                told = lineup;
                listener.onLineup(lineup);
            }
        }
        return read;
    }

    @Override
    public void close() {
        reader.close();
    }
}
