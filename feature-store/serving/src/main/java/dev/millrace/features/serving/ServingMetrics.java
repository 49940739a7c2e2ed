package dev.millrace.features.serving;

import io.grpc.Status;

/** What the server tells about itself. Called by many threads. */
interface ServingMetrics {
    /** A request has ended with a status, so many nanoseconds after it came. */
    void ended(Status.Code status, long nanos);

    /** A request was answered with features. */
    void answered(Answer answer);
}
