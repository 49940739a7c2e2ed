package dev.millrace.inference.worker.recommender;

import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.TopicReader;

/** Keeps {@link RemovedItems} up to date from {@code item-catalog}. */
public final class CatalogFollower implements Agent {
    private final RemovedItems removed;
    private final TopicReader reader;
    private volatile boolean caughtUp;

    public CatalogFollower(KafkaClients clients, RemovedItems removed) {
        this.removed = removed;
        this.reader = new TopicReader(clients, Topics.ITEM_CATALOG, removed::apply);
    }

    /** True once what the topic held at the start is known. */
    public boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public int doWork() {
        int read = 0;
        if (caughtUp) {
            read = reader.doWork();
        } else {
            reader.readToEnd();
        }
        removed.publish();
        caughtUp = true;
        return read;
    }

    @Override
    public void close() {
        reader.close();
    }
}
