package dev.millrace.inference.worker.stream;

import dev.millrace.inference.worker.metrics.WorkerMetrics;

/** What the three threads share. */
record StreamParts<Q>(OffsetLedger ledger, RequestQueue<Q> queue, Outbox<Q> outbox, Idle idle, WorkerMetrics metrics) {
    static <Q> StreamParts<Q> of(WorkerStream.Context<Q> context) {
        StreamSettings settings = context.settings();
        var ledger = new OffsetLedger();
        var queue = new RequestQueue<Q>(
                settings.batch(), settings.queueMax(), settings.queueBytes(), ledger, context.nanos());
        context.metrics().watch(queue::size, ledger::inFlight);
        return new StreamParts<>(ledger, queue, new Outbox<>(), context.idle(), context.metrics());
    }
}
