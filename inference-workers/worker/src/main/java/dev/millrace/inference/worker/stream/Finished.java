package dev.millrace.inference.worker.stream;

import java.util.List;

/** A batch that was run; one answer per record, in the order of the queue. */
record Finished<Q>(List<Answered<Q>> answers, Ticket ticket) {}
