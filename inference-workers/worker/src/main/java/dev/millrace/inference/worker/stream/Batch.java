package dev.millrace.inference.worker.stream;

import java.util.List;

/** What the run thread takes at once, in the order of the queue. */
record Batch<Q>(List<Incoming<Q>> incoming, Ticket ticket) {}
