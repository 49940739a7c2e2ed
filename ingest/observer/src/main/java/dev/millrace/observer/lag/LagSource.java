package dev.millrace.observer.lag;

import java.util.Collection;
import java.util.Map;

/** Reads how far groups are in topics. */
public interface LagSource {
    /** One answer for each subject, after a bounded time. One thread at a time. */
    Map<Subject, Lag> read(Collection<Subject> subjects) throws InterruptedException;
}
