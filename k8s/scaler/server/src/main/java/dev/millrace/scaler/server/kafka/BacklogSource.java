package dev.millrace.scaler.server.kafka;

import java.util.Collection;
import java.util.Map;

/** Reads what lies in topics. */
public interface BacklogSource {
    /** One answer for each subject, after a bounded time. One thread at a time. */
    Map<Subject, Backlog> read(Collection<Subject> subjects) throws InterruptedException;
}
